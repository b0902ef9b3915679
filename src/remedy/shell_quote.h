#pragma once

#include <string>
#include <string_view>

namespace queuehound {

// One word of a POSIX shell, whatever is in it.
std::string shell_quote(std::string_view text);

}  // namespace queuehound
