// The live server as the commands that change it need it, and whether they may.
#pragma once

#include <string>
#include <string_view>

#include "apply/doing.h"
#include "cli/options.h"
#include "cli/read_server.h"

namespace queuehound {

// False, and complained about: a copied tree, or not root.
[[nodiscard]] bool may_change(std::string_view command, const Options& options);

LiveServer live_of(const ServerView& view, const Options& options);

// One line read from the terminal that says y or yes. Nothing where nobody sits there.
std::optional<bool> ask(std::string_view question);

}  // namespace queuehound
