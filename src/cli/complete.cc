// `queuehound complete`: asked by the shells' scripts. Incident ids and subjects need a scan, which
// is given a second; a slower server offers none.
#include <signal.h>
#include <unistd.h>

#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "apply/journal.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/output.h"
#include "cli/read_server.h"
#include "mail/asked_subject.h"
#include "survey/spool_survey.h"

namespace queuehound {
namespace {

constexpr unsigned kDeadlineSeconds = 1;
constexpr std::size_t kMostMessages = 500;

void leave_in_time() {
  struct sigaction action{};
  action.sa_handler = [](int) { ::_exit(0); };
  ::sigaction(SIGALRM, &action, nullptr);
  ::alarm(kDeadlineSeconds);
}

// Of the server that the words before name (--root, --config ...). Somebody waits for the answer.
ScanOptions server_of(std::span<const std::string> words) {
  const bool is_queue = words.front() == "queue";
  std::vector<std::string_view> typed{is_queue ? "queue" : "scan"};
  for (const std::string& word : words.subspan(1, words.size() - 2))
    if (word != "show") typed.push_back(word);
  if (typed.back() == "--incident") typed.pop_back();  // its value is being typed
  Invocation asked = parse_arguments(typed);
  if (asked.what != Invocation::What::run) asked.options = {};
  asked.options.scan.fast = true;
  return asked.options.scan;
}

// Names only: no message is opened.
std::vector<std::string> messages_for(std::span<const std::string> words) {
  const auto view = find_server_of(server_of(words));
  if (!view) return {};
  const auto listing = take_or_list_spool((*view)->listed_queue.get(), (*view)->root,
                                          (*view)->server.spool_directory);
  if (!listing) return {};
  const std::string prefix = words.back().starts_with("msg:") ? "msg:" : "";
  std::vector<std::string> ids;
  for (const SpoolFile& file : listing->files) {
    std::string id = prefix + std::string(file.id.text());
    if (file.has_header && id.starts_with(words.back()) && ids.size() < kMostMessages)
      ids.push_back(std::move(id));
  }
  return ids;
}

// What undo, log and confirm are asked for stands in the journal, and needs no look at the logs.
bool is_about_the_journal(std::string_view command) {
  return command == "undo" || command == "log" || command == "confirm";
}

std::vector<std::string> journal_ids_for(std::span<const std::string> words) {
  constexpr std::size_t kNewest = 50;
  std::vector<std::string> ids;
  const auto journal = Journal::open_to_read(StateOptions{}.directory);
  if (!journal) return ids;
  const auto plans = journal->plans();
  const auto actions = journal->actions({});
  const bool is_confirm = words.front() == "confirm";
  if (plans)
    for (const JournalledPlan& plan : *plans | std::views::reverse | std::views::take(kNewest))
      if (plan.applied != Time{} && (!is_confirm || plan.confirm_until != Time{}))
        ids.push_back(plan.id());
  if (actions && !is_confirm)
    for (const JournalledAction& row : *actions | std::views::reverse | std::views::take(kNewest))
      if (row.state != ActionState::planned &&
          (words.front() == "log" || row.state != ActionState::undone))
        ids.push_back(row.id());
  return ids;
}

// What a shell would have to quote, or a terminal must not see, is not offered.
bool may_be_offered(std::string_view text) {
  return to_printable(text) == text && text.find_first_of(" \t$`\"'\\;&|<>()*?[]~!#") == text.npos;
}

// "mailbox:info@site", and "info@site" too where that means nothing else: who begins to type does
// so without the prefix.
void offer(const std::string& subject, std::vector<std::string>& ids) {
  if (!may_be_offered(subject)) return;
  ids.push_back(subject);
  const std::string bare = subject.substr(subject.find(':') + 1);
  const auto asked = parse_asked_subject(bare);
  if (bare != subject && asked && asked->text() == subject) ids.push_back(bare);
}

std::vector<std::string> ids_for(std::span<const std::string> words) {
  if (is_about_the_journal(words.front())) return journal_ids_for(words);
  const ScanOptions options = server_of(words);
  Progress progress(false, 80);
  const auto reading = read_server(options, progress);
  if (!reading) return {};
  const ScanResult result = judge_server(options, **reading);
  std::vector<std::string> ids;
  for (const Incident& incident : result.incidents) {
    ids.push_back(incident.id);
    offer(incident.actor_subject(), ids);
  }
  if (words.front() == "who")
    for (const LooksFine& fine : result.looks_fine) offer(fine.actor, ids);
  return ids;
}

// "--option=va" is "--option" and "va"; returns what stands before the value.
std::string part_from_value(std::vector<std::string>& words) {
  if (words.empty() || !words.back().starts_with("--")) return {};
  const std::size_t equals = words.back().find('=');
  if (equals == std::string::npos) return {};
  std::string value = words.back().substr(equals + 1);
  std::string before = words.back().substr(0, equals + 1);
  words.back().resize(equals);
  words.push_back(std::move(value));
  return before;
}

}  // namespace

int run_complete(std::span<const std::string> typed) {
  leave_in_time();
  std::vector<std::string> words(typed.begin(), typed.end());
  const std::string before = part_from_value(words);
  std::vector<std::string> ids;
  if (wants_messages(words))
    ids = messages_for(words);
  else if (wants_ids(words))
    ids = ids_for(words);
  std::string out;
  for (const std::string& word : completions(words, ids)) out += before + word + "\n";
  return put_results(out) ? 0 : 2;
}

}  // namespace queuehound
