// The one table of commands and options: parsing, help, manual pages, completion and "did you mean"
// all come from it, so they cannot disagree. A command is a row; an option is a row.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

namespace queuehound {

// A complaint that begins so lists all words that an option takes, with ", " between: completion
// offers them, and so they are told in one place.
inline constexpr std::string_view kOneOf = "wants one of ";

struct OptionRow {
  std::string_view name;     // "--root"
  std::string_view letter;   // "-v", or ""
  std::string_view value;    // what help calls its value: "DIR"; "" where it takes none
  std::string_view heading;  // the group help lists it under
  std::string_view help;
  // Stores the value, or says what would have been right: "wants a number from 1 to 256".
  std::optional<std::string> (*set)(Options& options, std::string_view value);
};
using OptionRows = std::span<const OptionRow>;
OptionRows scan_option_rows();
OptionRows server_option_rows();  // those of them that matter where no log is judged
OptionRows parse_option_rows();
OptionRows queue_option_rows();
OptionRows explain_option_rows();
OptionRows check_option_rows();
OptionRows plan_option_rows();
OptionRows plan_choice_rows();  // those of plan that choose steps
OptionRows apply_option_rows();
OptionRows undo_option_rows();
OptionRows state_option_rows();
OptionRows block_option_rows();
OptionRows allow_option_rows();

struct CommandRow {
  std::string_view name;
  std::string_view usage;    // "scan [OPTION]..."
  std::string_view summary;  // one line
  std::string_view about;    // paragraphs for its own help
  std::vector<OptionRows> options;
  std::size_t fewest_operands = 0, most_operands = 0;  // what stands without a dash
  int (*run)(const Options& options) = nullptr;        // the exit status; null: answered here
  bool is_hidden = false;                              // for scripts of ours, not for people
};
std::span<const CommandRow> command_rows();

}  // namespace queuehound
