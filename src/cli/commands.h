// What the words of a command line ask for, and what help says of them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/command_row.h"
#include "cli/options.h"

namespace queuehound {

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
