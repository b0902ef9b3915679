#include "pages/cron_programs.h"

#include <algorithm>
#include <utility>

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

struct Word {
  std::string_view text;
  bool is_redirect = false;  // a file that is written or read: "> /home/u/cron.log"
};

// Quotes are taken off a word; one with blanks inside is cut at the first.
std::vector<Word> words_of(std::string_view command) {
  constexpr std::string_view kBetween = " \t;&|<>()";
  std::vector<Word> words;
  bool is_redirect = false;
  while (!command.empty()) {
    if (kBetween.contains(command.front())) {
      if (command.front() != ' ' && command.front() != '\t')
        is_redirect = command.front() == '<' || command.front() == '>';
      command.remove_prefix(1);
      continue;
    }
    std::string_view word =
        command.substr(0, std::min(command.find_first_of(kBetween), command.size()));
    command.remove_prefix(word.size());
    if (word.size() > 1 && (word.front() == '"' || word.front() == '\''))
      word = word.substr(1, word.size() - 1 - (word.back() == word.front()));
    words.push_back({word, is_redirect});
    is_redirect = false;
  }
  return words;
}

// As the shell sees it that stands in `folder`.
std::string path_of(std::string_view word, std::string_view folder, std::string_view home) {
  for (const std::string_view name : {"~", "$HOME", "${HOME}"})
    if (word == name || (word.starts_with(name) && word[name.size()] == '/'))
      return std::string(home) + std::string(word.substr(name.size()));
  if (word.starts_with('/')) return std::string(word);
  if (word.starts_with("./")) word.remove_prefix(2);
  return std::string(folder) + "/" + std::string(word);
}

// "cd" without a word goes home.
std::string folder_of(std::string_view word, std::string_view folder, std::string_view home) {
  std::string path =
      word == "." || word.empty() ? std::string(folder) : path_of(word, folder, home);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

std::vector<CronProgram> programs_of(const std::string& command, std::string_view home) {
  std::vector<CronProgram> found;
  std::string folder(home);
  bool is_run = false;  // the word is what an interpreter runs: "php artisan"
  bool is_folder = false;
  for (const auto& [word, is_redirect] : words_of(command)) {
    if (is_redirect || word.empty()) continue;
    if (is_folder) folder = folder_of(word, folder, home);
    const bool was_folder = std::exchange(is_folder, !is_folder && word == "cd");
    if (was_folder || is_folder) continue;
    // Options come between, as "-d memory_limit=1G".
    const bool is_program = is_run && word.front() != '-' && !word.contains('=');
    const bool runs_next = is_interpreter(word) && !is_program;
    is_run = runs_next || (is_run && !is_program);
    const bool is_path = word.starts_with('/') || word.starts_with("~/") ||
                         word.starts_with("$HOME/") || word.starts_with("${HOME}/");
    if (is_path || is_program || (!runs_next && word.contains('.') && word.front() != '-'))
      found.push_back({path_of(word, folder, home), folder});
  }
  return found;
}

std::vector<CronProgram> own_programs(const std::string& command, std::string_view home) {
  std::vector<CronProgram> programs = programs_of(command, home);
  std::erase_if(programs, [](const CronProgram& program) {
    return program.path.starts_with("/usr/") || program.path.starts_with("/bin/") ||
           program.path.starts_with("/opt/");
  });
  return programs;
}

}  // namespace queuehound
