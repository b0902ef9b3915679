#include "verdict/cron_programs.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

// "php8.2", "/usr/bin/python3": the word after it and its options is a program, whatever its name.
bool is_interpreter(std::string_view word) {
  constexpr std::string_view kInterpreters[] = {"php",  "python", "perl", "ruby",
                                                "node", "bash",   "sh"};
  std::string_view name = word.substr(word.rfind('/') + 1);
  while (!name.empty() && std::string_view("0123456789.-").contains(name.back()))
    name.remove_suffix(1);
  return std::ranges::find(kInterpreters, name) != std::ranges::end(kInterpreters);
}

}  // namespace

std::vector<std::string> programs_of(const std::string& command, std::string_view home) {
  std::vector<std::string> found;
  std::string directory(home);
  std::string_view rest = command;
  bool is_run = false;  // the word is what an interpreter runs: "php artisan"
  while (!rest.empty()) {
    rest = trim(rest);
    const std::size_t end = std::min(rest.find_first_of(" \t;&|<>()"), rest.size());
    std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), std::max<std::size_t>(end, 1)));
    while (!rest.empty() &&
           std::string_view(" \t;&|<>()").find(rest.front()) != std::string_view::npos)
      rest.remove_prefix(1);
    if (word.size() > 1 && (word.front() == '"' || word.front() == '\''))
      word = word.substr(1, word.size() - 1 - (word.back() == word.front()));
    if (word == "cd") {
      rest = trim(rest);
      const std::size_t to = std::min(rest.find_first_of(" \t;&|"), rest.size());
      directory = std::string(rest.substr(0, to));
      if (directory.starts_with("~/")) directory = std::string(home) + directory.substr(1);
      rest.remove_prefix(to);
      continue;
    }
    if (word.starts_with("./")) word.remove_prefix(2);
    // Options come between, as "-d memory_limit=1G".
    const bool is_program = is_run && !word.empty() && word.front() != '-' && !word.contains('=');
    const bool runs_next = is_interpreter(word) && !is_program;
    is_run = runs_next || (is_run && !is_program);
    if (word.starts_with("/"))
      found.emplace_back(word);
    else if (word.starts_with("~/"))
      found.push_back(std::string(home) + std::string(word.substr(1)));
    else if (is_program ||
             (!runs_next && word.contains('.') && word.front() != '-' && word.front() != '>'))
      found.push_back(directory + "/" + std::string(word));
  }
  return found;
}

std::vector<std::string> own_programs(const std::string& command, std::string_view home) {
  auto programs = programs_of(command, home);
  std::erase_if(programs, [](const std::string& program) {
    return program.starts_with("/usr/") || program.starts_with("/bin/") ||
           program.starts_with("/opt/");
  });
  return programs;
}

}  // namespace queuehound
