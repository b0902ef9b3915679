#include "cli/quarantine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>

#include "apply/perform.h"
#include "apply/quarantine.h"
#include "base/text.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/queue_show.h"
#include "report/numbers.h"
#include "report/quarantine_print.h"

namespace queuehound {
namespace {

constexpr seconds kKept{14 * 86400};

// What the journal knows: the action of each quarantine's folder.
using Actions = std::map<std::string, JournalledAction, std::less<>>;

Result<Actions> actions_in(const Journal& journal) {
  Actions found;
  for (JournalledAction& row : TRY(journal.actions({.kind = ActionKind::quarantine_messages})))
    if (const auto batch = row.before.find("batch"); batch != row.before.end())
      found.emplace(batch->second, std::move(row));
  return found;
}

// Without a journal (or in a copied tree) the folders still tell what is there.
Actions read_actions(const Options& options) {
  if (!options.scan.is_live()) return {};
  const auto journal = Journal::open_to_read(options.state.directory);
  if (!journal && journal.error().kind == Error::Kind::gone) return {};
  auto actions = journal ? actions_in(*journal) : std::unexpected(journal.error());
  if (actions) return *std::move(actions);
  complain(actions.error());
  return {};
}

Result<std::vector<Batch>> read_batches(const ServerView& view) {
  const std::string& spool = view.server.spool_directory;
  std::vector<Batch> batches;
  for (const std::string& name : TRY(list_batches(view.root, spool))) {
    auto batch = read_batch(view.root, spool, name);
    if (!batch && batch.error().kind == Error::Kind::gone) continue;  // just put back
    if (!batch) return std::unexpected(batch.error());
    if (!batch->messages.empty()) batches.push_back(*std::move(batch));
  }
  return batches;
}

std::string action_of(const Actions& actions, const Batch& batch) {
  const auto found = actions.find(batch.name);
  return found == actions.end() ? std::string() : found->second.id();
}

// An action's id, an incident's, or the folder's name.
bool is_meant(const Actions& actions, const Batch& batch, std::string_view word) {
  return equal_ignoring_case(word, action_of(actions, batch)) || word == batch.incident ||
         word == batch.name;
}

seconds age_to_expire(const Options& options) { return options.queue.filter.older.value_or(kKept); }

QuarantineRow row_of(const ServerView& view, const Options& options, const Actions& actions,
                     const Batch& batch) {
  QuarantineRow row{action_of(actions, batch), batch.incident, batch.name};
  row.messages = batch.messages.size();
  row.since = batch.since;
  row.until = batch.since + age_to_expire(options);
  for (const HeldMessage& message : batch.messages) {
    row.half += message.files.header && message.files.data ? 0 : 1;
    row.bytes += held_bytes(view.root, view.server.spool_directory, batch, message);
  }
  return row;
}

// Folders of one second stand in any order; the journal's numbers do not.
void sort_rows(std::vector<QuarantineRow>& rows) {
  std::ranges::stable_sort(rows, [](const QuarantineRow& a, const QuarantineRow& b) {
    return std::tuple(a.since, a.action.size(), a.action) <
           std::tuple(b.since, b.action.size(), b.action);
  });
}

// What was changed, said as it happens; as JSON once, at the end, with what is there now.
class Told {
 public:
  Told(const Options& options, const ServerView& view, std::string_view what)
      : options_(options),
        view_(view),
        change_{.what = what, .messages = 0, .is_all = true, .texts = {}} {}

  bool say(const std::string& text) {
    change_.texts.push_back(text);
    return options_.scan.json || put_results(text + "\n");
  }
  void complain_of(const std::string& text, std::string_view next = {}) {
    change_.texts.push_back(text);
    complain(text, next);
  }
  void count(std::uint64_t messages) { change_.messages += messages; }

  Result<int> end(bool is_all) {
    change_.is_all = is_all;
    if (options_.scan.json) {
      const Actions actions = read_actions(options_);
      std::vector<QuarantineRow> rows;
      for (const Batch& batch : TRY(read_batches(view_)))
        rows.push_back(row_of(view_, options_, actions, batch));
      sort_rows(rows);
      if (!put_results(quarantine_json(rows, view_.window.to, view_.server.zone, &change_)))
        return 2;
    }
    return is_all ? 0 : 1;
  }

 private:
  const Options& options_;
  const ServerView& view_;
  QuarantineChange change_;
};

Result<int> list_them(const Options& options, const ServerView& view,
                      std::span<const std::string> words) {
  const Actions actions = read_actions(options);
  std::vector<QuarantineRow> rows;
  std::string ids;
  for (const Batch& batch : TRY(read_batches(view))) {
    const auto is_this = [&](const std::string& word) { return is_meant(actions, batch, word); };
    if (!words.empty() && std::ranges::none_of(words, is_this)) continue;
    rows.push_back(row_of(view, options, actions, batch));
    for (const HeldMessage& message : batch.messages) ids.append(message.id.text()).append("\n");
  }
  sort_rows(rows);
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  const Time now = view.window.to;
  bool is_written = false;
  if (options.queue.ids)
    is_written = put_results(ids);
  else if (options.scan.json)
    is_written = put_results(quarantine_json(rows, now, view.server.zone));
  else
    is_written = put_text(quarantine_table(rows, now, view.server.zone, style), terminal);
  if (!is_written) return 2;
  return rows.empty() && !words.empty() ? 1 : 0;
}

struct Changing {
  const LiveServer& live;
  Journal& journal;
  const Actions& actions;
  Told& told;
};

// A whole quarantine: the action is undone, so that the journal knows.
Result<bool> release_batch(const Changing& at, const Batch& batch) {
  const auto found = at.actions.find(batch.name);
  if (found != at.actions.end() && found->second.state != ActionState::undone) {
    const Performed undone = TRY(take_back(at.live, at.journal, found->second));
    if (!at.told.say(fmt::format("{}: {}", undone.id, undone.text))) return false;
    if (undone.state == ActionState::undone) at.told.count(batch.messages.size());
    return undone.state == ActionState::undone;
  }
  const SweepTally tally = TRY(release_messages(at.live, batch.name, {}));
  for (const std::string& line : tally.stays) at.told.complain_of(line);
  at.told.count(tally.done);
  return at.told.say(count_text(tally.done, "message") + " back in the queue") && tally.left() == 0;
}

// Single messages: noted with the action that moved them.
Result<std::uint64_t> release_some(const Changing& at, const Batch& batch,
                                   const std::vector<MessageId>& ids) {
  const auto found = at.actions.find(batch.name);
  if (found != at.actions.end()) {
    std::string text;
    for (const MessageId& id : ids) text.append(id.text()).append("\n");
    TRY(at.journal.note_progress(found->second.number, {{"release", std::move(text)}},
                                 at.live.now));
  }
  const SweepTally tally = TRY(release_messages(at.live, batch.name, ids));
  for (const std::string& line : tally.stays) at.told.complain_of(line);
  at.told.count(tally.done);
  return tally.done;
}

struct Wanted {
  std::vector<MessageId> ids;      // sorted
  std::vector<std::string> words;  // actions, incidents, folders
};

Wanted sort_out(std::span<const std::string> words) {
  Wanted wanted;
  for (const std::string& word : words) {
    const std::string_view text = std::string_view(word).substr(word.starts_with("msg:") ? 4 : 0);
    if (const auto id = parse_message_id(text))
      wanted.ids.push_back(*id);
    else
      wanted.words.push_back(word);
  }
  std::ranges::sort(wanted.ids);
  return wanted;
}

std::vector<MessageId> held_of(const Batch& batch, const std::vector<MessageId>& wanted) {
  std::vector<MessageId> ids;
  for (const HeldMessage& message : batch.messages)
    if (std::ranges::binary_search(wanted, message.id)) ids.push_back(message.id);
  return ids;
}

Result<int> release_wanted(const Changing& at, const ServerView& view, Wanted wanted) {
  std::uint64_t released = 0, looked_for = wanted.ids.size();
  bool is_all = true;
  std::vector<bool> is_found(wanted.words.size());
  for (const Batch& batch : TRY(read_batches(view))) {
    bool is_whole = false;
    for (std::size_t i = 0; i < wanted.words.size(); ++i) {
      if (!is_meant(at.actions, batch, wanted.words[i])) continue;
      is_found[i] = true;
      is_whole = true;
    }
    const std::vector<MessageId> ids = held_of(batch, wanted.ids);
    if (is_whole) {
      is_all = TRY(release_batch(at, batch)) && is_all;
      looked_for -= ids.size();
    } else if (!ids.empty()) {
      released += TRY(release_some(at, batch, ids));
    }
  }
  for (std::size_t i = 0; i < wanted.words.size(); ++i)
    if (!is_found[i])
      at.told.complain_of("nothing in quarantine is called \"" + wanted.words[i] + "\"",
                          "queuehound queue quarantine list");
  if (looked_for > 0 && !at.told.say(count_text(released, "message") + " back in the queue"))
    return 2;
  if (released < looked_for)
    at.told.complain_of(count_text(looked_for - released, "message is", "messages are") +
                        " not in quarantine, or could not go back");
  is_all = is_all && released == looked_for && std::ranges::find(is_found, false) == is_found.end();
  return at.told.end(is_all);
}

Result<int> release(const Options& options, const ServerView& view,
                    std::span<const std::string> words) {
  if (words.empty()) {
    complain("release needs to know what: an action, an incident, or message ids",
             "queuehound queue quarantine list");
    return 2;
  }
  Journal journal = TRY(Journal::open_to_write(options.state.directory));
  const Actions actions = TRY(actions_in(journal));
  const LiveServer live = live_of(view, options);
  Told told(options, view, "released");
  return release_wanted({live, journal, actions, told}, view, sort_out(words));
}

bool is_wanted(const Options& options, const std::string& question) {
  if (options.queue.yes) return true;
  const auto answer = ask(question);
  if (answer && *answer) return true;
  complain(answer ? "nothing was removed" : "nobody sits at a terminal to say yes: nothing removed",
           answer ? "" : "queuehound queue quarantine expire --yes");
  return false;
}

Result<int> expire(const Options& options, const ServerView& view,
                   std::span<const std::string> words) {
  const Time before = view.window.to - age_to_expire(options);
  Journal journal = TRY(Journal::open_to_write(options.state.directory));
  const Actions actions = TRY(actions_in(journal));
  std::vector<Batch> old;
  std::uint64_t messages = 0;
  for (Batch& batch : TRY(read_batches(view))) {
    const auto is_this = [&](const std::string& word) { return is_meant(actions, batch, word); };
    if (batch.since > before || (!words.empty() && std::ranges::none_of(words, is_this))) continue;
    messages += batch.messages.size();
    old.push_back(std::move(batch));
  }
  const std::string age = duration_text(age_to_expire(options));
  Told told(options, view, "removed");
  if (old.empty())
    return told.say("Nothing in quarantine is older than " + age + ".") ? told.end(true) : 2;
  const std::string what =
      fmt::format("{} in quarantine for more than {}", count_text(messages, "message"), age);
  if (!is_wanted(options, "Remove " + what + " for good?")) return 2;
  const LiveServer live = live_of(view, options);
  std::uint64_t removed = 0;
  for (const Batch& batch : old) {
    if (const auto found = actions.find(batch.name); found != actions.end())
      TRY(journal.note_progress(found->second.number,
                                {{"expire", std::to_string(batch.messages.size())}}, live.now));
    removed += TRY(expire_batch(live, batch.name));
  }
  told.count(removed);
  return told.say(count_text(removed, "message") + " removed for good") ? told.end(true) : 2;
}

Result<int> show_held(const Options& options, const ServerView& view,
                      std::span<const std::string> words) {
  if (!words.empty()) return show_quarantined(options, view, words);
  complain("show needs message ids", "queuehound queue quarantine list --ids");
  return 2;
}

struct Verb {
  std::string_view name;
  bool changes;
  Result<int> (*run)(const Options& options, const ServerView& view,
                     std::span<const std::string> words);
};
constexpr std::array<Verb, 4> kVerbs{{{"list", false, list_them},
                                      {"show", false, show_held},
                                      {"release", true, release},
                                      {"expire", true, expire}}};

}  // namespace

int run_quarantine(const Options& options, const ServerView& view) {
  const std::span<const std::string> operands(options.operands);
  const std::string_view word = operands.size() > 1 ? operands[1] : std::string_view("list");
  const auto* verb = std::ranges::find(kVerbs, word, &Verb::name);
  if (verb == kVerbs.end()) {
    complain("queue quarantine takes list, show, release or expire", "queuehound queue --help");
    return 2;
  }
  // Who types one would take it to spare the others, of which `expire` leaves nothing.
  QueueOptions typed = options.queue;
  if (verb->run == expire) typed.filter.older.reset();
  if (verb->run == list_them) typed.ids = false;
  if (chooses_or_lists(typed)) {
    complain(
        "queue quarantine takes actions, incidents and message ids, and no options that choose "
        "or list queued messages",
        "queuehound queue quarantine list");
    return 2;
  }
  if (verb->changes && !may_change("queue quarantine " + std::string(word), options)) return 2;
  const auto status =
      verb->run(options, view, operands.subspan(std::min<std::size_t>(2, operands.size())));
  if (!status) complain(status.error());
  return status ? *status : 2;
}

}  // namespace queuehound
