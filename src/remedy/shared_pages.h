// Files that a site's own software puts there and calls others through. An intruder who plants a
// plugin mails through them: to disable one stops his mail, and what else the site does through it.
#pragma once

#include <string_view>

namespace queuehound {

// What the site loses besides while the file at `path` is disabled; "" where nothing is known of
// it.
std::string_view lost_with_shared_page(std::string_view path);

}  // namespace queuehound
