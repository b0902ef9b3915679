// Long text goes through the reader's pager, where somebody sits at the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace queuehound {

// "less -FRX" cut at blanks. Empty where the text needs a shell to be understood (quotes, `$`, `|`,
// ...): nothing here is ever given to one.
std::vector<std::string> pager_arguments(std::string_view pager);

// Whether `text` is longer than the terminal is high.
bool needs_pager(std::string_view text, const Terminal& terminal);

// put_results for text that people read: through the pager where it is too long for the terminal.
// A pager that cannot be started is no failure: the text is then written as it is.
[[nodiscard]] bool put_text(std::string_view text, const Terminal& terminal);

}  // namespace queuehound
