#include "cli/completion.h"

#include <algorithm>
#include <array>

#include "cli/command_row.h"

namespace queuehound {
namespace {

// COMP_WORDS, $words and commandline hold what was typed; nothing of it is evaluated again. Where
// the program offers nothing, the shell offers files. Bash breaks words at COMP_WORDBREAKS, ":" and
// "@" among them: what stands together is joined for the program ("mailbox:anna@x.example"), and
// only what is behind the last break, which is what bash replaces, is handed back ("@" is replaced
// too: one of readline's special prefixes).
constexpr std::string_view kBash = R"(# bash completion of queuehound
_queuehound() {
  local rest=$COMP_LINE words=() i word line
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $i -gt 0 && $rest != [[:space:]]* && -n $rest ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    rest=${rest#"${rest%%[![:space:]]*}"}
    rest=${rest#"$word"}
  done
  word=${words[${#words[@]}-1]}
  local behind=${word##*["$COMP_WORDBREAKS"]}
  local before=${word%"$behind"}
  before=${before%@}
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("${line#"$before"}")
  done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _queuehound queuehound
)";

constexpr std::string_view kZsh = R"(#compdef queuehound
_queuehound() {
  local -a offers
  offers=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  offers=(${offers:#})
  if (( ${#offers} )); then
    compadd -a offers
  else
    [[ $PREFIX == --*=* ]] && compset -P '*='
    _files
  fi
}
compdef _queuehound queuehound
)";

constexpr std::string_view kFish = R"(# fish completion of queuehound
function __queuehound_offers
  set -l typed (commandline -opc) (commandline -ct)
  set -l offers ($typed[1] complete -- $typed[2..-1] 2>/dev/null)
  if set -q offers[1]
    printf '%s\n' $offers
  else
    set -l before (string match -r -- '^--[^=]*=' $typed[-1])
    string replace -r -- '^' "$before" (__fish_complete_path (string replace -- "$before" '' $typed[-1]))
  end
end
complete -c queuehound -f -a '(__queuehound_offers)'
)";

const CommandRow* command_named(std::string_view name) {
  for (const CommandRow& row : command_rows())
    if (row.name == name && !row.is_hidden) return &row;
  return nullptr;
}

// For people who read the script, and for tests: what is offered for each command.
std::string listing() {
  std::string out;
  for (const CommandRow& command : command_rows()) {
    if (command.is_hidden) continue;
    out += "#   " + std::string(command.name) + ":";
    for (const OptionRows rows : command.options)
      for (const OptionRow& row : rows) out += " " + std::string(row.name);
    out += "\n";
  }
  return out;
}

void offer(std::vector<std::string>& offers, std::string_view typed, std::string_view word) {
  if (word.starts_with(typed)) offers.emplace_back(word);
}

const OptionRow* option_with_value(const CommandRow& command, std::string_view option) {
  for (const OptionRows rows : command.options)
    for (const OptionRow& row : rows)
      if (!row.value.empty() && (row.name == option || (row.letter == option && !option.empty())))
        return &row;
  return nullptr;
}

// The words it may have, as it lists them itself when it is given none of them.
std::vector<std::string> words_of(const OptionRow& row) {
  Options unused;
  const std::string complaint = row.set(unused, "\x01").value_or("");
  if (!complaint.starts_with(kOneOf)) return {};
  std::vector<std::string> words;
  std::string_view rest = std::string_view(complaint).substr(kOneOf.size());
  while (!rest.empty()) {
    words.emplace_back(rest.substr(0, rest.find(", ")));
    rest.remove_prefix(std::min(rest.size(), words.back().size() + 2));
  }
  return words;
}

// Words of a command that are no options: what may stand behind which.
struct WordRow {
  std::string_view before;
  std::string_view word;
};
constexpr std::array<WordRow, 14> kWords{{{"block", "list"},
                                          {"block", "add"},
                                          {"block", "rm"},
                                          {"block", "test"},
                                          {"block", "expire"},
                                          {"allow", "list"},
                                          {"allow", "add"},
                                          {"allow", "rm"},
                                          {"queue", "show"},
                                          {"queue", "quarantine"},
                                          {"queue quarantine", "list"},
                                          {"queue quarantine", "show"},
                                          {"queue quarantine", "release"},
                                          {"queue quarantine", "expire"}}};

std::string words_before(std::span<const std::string> words) {
  std::string before;
  for (const std::string& word : words.first(words.size() - 1))
    before += (before.empty() ? "" : " ") + word;
  return before;
}

// The option whose value stands last; nullptr where it is none.
const OptionRow* valued(const CommandRow& command, std::span<const std::string> words) {
  return words.size() < 3 ? nullptr : option_with_value(command, words[words.size() - 2]);
}

}  // namespace

std::optional<std::string> completion_script(std::string_view shell) {
  if (shell == "bash") return std::string(kBash) + listing();
  if (shell == "zsh") return std::string(kZsh) + listing();
  if (shell == "fish") return std::string(kFish) + listing();
  return {};
}

bool wants_ids(std::span<const std::string> words) {
  if (words.size() < 2 || words.back().starts_with('-')) return false;
  const std::string before = words_before(words);
  if (std::ranges::find(kWords, before, &WordRow::before) != kWords.end()) return false;
  const CommandRow* command = command_named(words.front());
  if (!command) return false;
  if (const OptionRow* row = valued(*command, words)) return row->name == "--incident";
  return command->usage.contains("ID") || command->usage.contains("SUBJECT") ||
         command->usage.contains("PLAN");
}

bool wants_messages(std::span<const std::string> words) {
  if (words.size() < 2 || words.back().starts_with('-')) return false;
  const CommandRow* command = command_named(words.front());
  if (!command || valued(*command, words)) return false;
  if (command->name == "queue") {
    const auto before = words.first(words.size() - 1);
    const auto holds = [&](std::string_view word) {
      return std::ranges::find(before, word) != before.end();
    };
    return holds("show") && !holds("quarantine");
  }
  const bool may_be_one =
      words.back().starts_with("msg:") ||
      (!words.back().empty() && words.back()[0] >= '0' && words.back()[0] <= '9');
  return wants_ids(words) && may_be_one;
}

std::vector<std::string> completions(std::span<const std::string> words,
                                     std::span<const std::string> ids) {
  std::vector<std::string> offers;
  const std::string_view typed = words.empty() ? std::string_view{} : words.back();
  if (words.size() <= 1) {
    for (const CommandRow& row : command_rows())
      if (!row.is_hidden) offer(offers, typed, row.name);
    for (const std::string_view option : {"--help", "--version"})
      if (typed.starts_with('-')) offer(offers, typed, option);
    return offers;
  }
  if (words.front() == "help" && words.size() == 2) return completions(words.subspan(1), ids);
  for (const WordRow& row : kWords)
    if (words_before(words) == row.before) offer(offers, typed, row.word);
  if (words.front() == "completion")
    for (const std::string_view shell : {"bash", "fish", "zsh"}) offer(offers, typed, shell);
  const CommandRow* command = command_named(words.front());
  if (!command) return offers;
  const OptionRow* row = valued(*command, words);
  if (row && !wants_ids(words)) {
    for (const std::string& word : words_of(*row)) offer(offers, typed, word);
  } else if (typed.starts_with('-')) {
    for (const OptionRows rows : command->options)
      for (const OptionRow& option : rows) offer(offers, typed, option.name);
    offer(offers, typed, "--help");
  } else if (wants_ids(words) || wants_messages(words)) {
    for (const std::string& id : ids) offer(offers, typed, id);
  }
  return offers;
}

}  // namespace queuehound
