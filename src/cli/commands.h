// The one table of commands and options: parsing, help and "did you mean" all come from it, so they
// cannot disagree. A command is a row; an option is a row.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
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

// Commands of later versions: known by name, so that the answer is "not yet", never a wrong guess.
std::span<const std::string_view> future_commands();

// What the arguments (without the program's name) ask for.
struct Invocation {
  enum class What { run, show, wrong };  // show: print `text`, exit 0; wrong: complain, exit 2
  What what = What::show;
  const CommandRow* command = nullptr;  // run
  Options options = {};
  std::string text = {};  // what to print, or what is wrong
  std::string next = {};  // wrong: what to try
};
Invocation parse_arguments(std::span<const std::string_view> arguments);

std::string general_help();
std::string command_help(const CommandRow& command);
std::string version_text();

}  // namespace queuehound
