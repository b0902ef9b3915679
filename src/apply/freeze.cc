#include "apply/freeze.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <thread>
#include <utility>

#include "apply/kept_too.h"
#include "apply/message_ids.h"
#include "apply/selected_message.h"
#include "base/plain_entry.h"
#include "base/run_program.h"
#include "base/text.h"
#include "host/ask_exim.h"
#include "survey/spool_survey.h"

namespace queuehound {
namespace {

constexpr std::size_t kIdsPerCall = 400;  // 10 KiB of arguments at most
constexpr std::chrono::seconds kCallLimit{300};
constexpr std::chrono::milliseconds kPause{500};
constexpr std::size_t kLargestHeader = std::size_t{64} << 20;

std::string counted(std::uint64_t count) {
  return fmt::format("{} message{}", count, count == 1 ? "" : "s");
}

// What the spool says of the wanted messages now.
struct Looked {
  std::map<MessageId, std::string> waiting;  // and in which queue
  std::vector<MessageId> frozen;             // sorted
  std::vector<std::string> strangers;        // "<id>: why it is not one of those chosen"
};

void look_at(const LiveServer& live, const SpoolDirectory& directory, const MessageId& id,
             const Selection& selection, Looked& looked) {
  const std::string name = std::string(id.text()) + "-H";
  const auto bytes = read_plain_file(live.root, directory.path + "/" + name, kLargestHeader);
  if (!bytes && bytes.error().kind == Error::Kind::gone) return;
  SpoolHeader header;
  const std::string words =
      bytes ? speaks_against(selection, *bytes, id, header) : bytes.error().text;
  if (!words.empty())
    looked.strangers.push_back(std::string(id.text()) + ": " + to_printable(words));
  else if (header.is_frozen)
    looked.frozen.push_back(id);
  else
    looked.waiting.emplace(id, directory.queue);
}

// `wanted` sorted.
Result<Looked> look(const LiveServer& live, const std::vector<MessageId>& wanted,
                    const Selection& selection) {
  const SpoolListing listing = TRY(list_spool(live.root, live.server.spool_directory));
  Looked looked;
  for (const SpoolFile& file : listing.files)
    if (file.has_header && std::ranges::binary_search(wanted, file.id))
      look_at(live, listing.directories[file.directory], file.id, selection, looked);
  std::ranges::sort(looked.frozen);
  return looked;
}

std::string joined(const std::vector<MessageId>& ids) {
  std::string out;
  for (const MessageId& id : ids) out.append(id.text()).append("\n");
  return out;
}

std::vector<MessageId> frozen_before(const Record& before) {
  std::vector<MessageId> ids;
  const auto found = before.find("frozen_before");
  std::string_view rest = found == before.end() ? std::string_view{} : found->second;
  while (!rest.empty())
    if (const auto id = parse_message_id(cut(rest, '\n'))) ids.push_back(*id);
  return ids;
}

std::vector<MessageId> without(const std::vector<MessageId>& ids,
                               const std::vector<MessageId>& others) {
  std::vector<MessageId> left;
  std::ranges::set_difference(ids, others, std::back_inserter(left));
  return left;
}

// Exim's words are not asked: what it did is looked at afterwards. But where it could do nothing at
// all they are the reason.
Result<std::string> tell_exim(const std::string& exim, const std::string& option,
                              const std::map<MessageId, std::string>& messages) {
  std::map<std::string, std::vector<std::string>> by_queue;
  for (const auto& [id, queue] : messages) by_queue[queue].emplace_back(id.text());
  std::string words;
  for (const auto& [queue, ids] : by_queue)
    for (std::size_t at = 0; at < ids.size(); at += kIdsPerCall) {
      ProgramRun run{.arguments = {exim}, .limit = kCallLimit, .shown = exim + " " + option};
      if (!queue.empty()) run.arguments.push_back("-qG" + queue);
      run.arguments.push_back(option);
      const auto end = std::min(ids.size(), at + kIdsPerCall);
      run.arguments.insert(run.arguments.end(), ids.begin() + static_cast<std::ptrdiff_t>(at),
                           ids.begin() + static_cast<std::ptrdiff_t>(end));
      const ProgramResult result = TRY(run_program(run));
      if (result.status != 0 && words.empty()) {
        std::string_view said = result.errors.empty() ? result.output : result.errors;
        words = to_printable(cut(said, '\n'));
      }
    }
  return words;
}

Result<std::string> exim_program() {
  const std::string exim = find_exim();
  if (exim.empty()) return fail(Error::Kind::refused, "no exim program was found: nothing frozen");
  return exim;
}

Result<std::chrono::seconds> patience_of(const Action& action) {
  const auto found = action.details.find("patience");
  if (found == action.details.end()) return std::chrono::seconds(15);
  const auto wanted = parse_number<std::int64_t>(found->second);
  if (!wanted || *wanted < 0 || *wanted > 3600)
    return fail(Error::Kind::refused, "patience is a number of seconds up to 3600");
  return std::chrono::seconds(*wanted);
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const Selection selection = TRY(selection_of(action.details, live.server));
  TRY(patience_of(action));
  const std::string exim = TRY(exim_program());
  const Looked looked = TRY(look(live, ids, selection));
  if (looked.waiting.empty() && looked.frozen.empty())
    return fail(Error::Kind::refused,
                looked.strangers.empty()
                    ? fmt::format("none of {} is in the queue any more", counted(ids.size()))
                    : "none of them is a message that was chosen: " + looked.strangers.front());
  return Record{{"exim", exim},
                {"queued", std::to_string(looked.waiting.size() + looked.frozen.size())},
                {"frozen_before", joined(looked.frozen)}};
}

std::string after_text(const Looked& looked, const Record& before, std::size_t wanted) {
  const auto ours = without(looked.frozen, frozen_before(before)).size();
  std::string text = counted(ours) + " frozen";
  if (const auto others = looked.frozen.size() - ours; others > 0)
    text += fmt::format("; {} frozen before", others);
  if (!looked.waiting.empty())
    text += fmt::format("; {} that Exim is busy with {} not", looked.waiting.size(),
                        looked.waiting.size() == 1 ? "is" : "are");
  if (!looked.strangers.empty())
    text += fmt::format("; {} not as chosen, left alone:\n  {}", looked.strangers.size(),
                        looked.strangers.front());
  const std::size_t seen = looked.frozen.size() + looked.waiting.size() + looked.strangers.size();
  if (seen < wanted) text += fmt::format("; {} delivered or removed before", wanted - seen);
  return text;
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress& note) {
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const Selection selection = TRY(selection_of(action.details, live.server));
  const std::string exim = TRY(exim_program());
  const auto end = std::chrono::steady_clock::now() + TRY(patience_of(action));
  Looked looked = TRY(look(live, ids, selection));
  std::string words;
  while (!looked.waiting.empty()) {
    words = TRY(tell_exim(exim, "-Mf", looked.waiting));
    looked = TRY(look(live, ids, selection));
    TRY(note({{"frozen", std::to_string(looked.frozen.size())}}));
    if (std::chrono::steady_clock::now() > end) break;
    if (!looked.waiting.empty()) std::this_thread::sleep_for(kPause);
  }
  if (looked.frozen.empty() && !looked.waiting.empty())
    return fail(Error::Kind::failed, "Exim froze none of them: " + words);
  return Record{{"frozen", std::to_string(looked.frozen.size())},
                {"stays", std::to_string(looked.waiting.size() + looked.strangers.size())},
                {std::string(kRest), std::to_string(looked.waiting.size())},
                {"text", after_text(looked, before, ids.size())}};
}

Result<std::string> verify(const LiveServer& live, const Action& action, const Record&,
                           const Record& after) {
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const Looked looked = TRY(look(live, ids, {}));
  if (looked.waiting.empty()) return "all of them that wait are frozen";
  if (const auto rest = after.find(kRest); rest != after.end() && rest->second != "0")
    return fail(Error::Kind::failed,
                fmt::format("{} not frozen: Exim was busy with {}; the same plan, applied again, "
                            "takes them",
                            counted(looked.waiting.size()), rest->second));
  return fmt::format("{} of them not frozen", counted(looked.waiting.size()));
}

Keeping keeping(const LiveServer& /*live*/, const Action& action, const Record& before) {
  Keeping kept{"queue", action.messages, {}};
  const std::vector<MessageId> others = frozen_before(before);
  for (const std::string& text : action.messages)
    if (const auto id = parse_message_id(text); id && !std::ranges::binary_search(others, *id))
      kept.own.emplace(text, "");
  return kept;
}

std::string of_others(const std::vector<MessageId>& frozen, const UndoOptions& options) {
  const auto kept =
      static_cast<std::uint64_t>(std::ranges::count_if(frozen, [&](const MessageId& id) {
        return options.kept_too.contains(std::string(id.text()));
      }));
  std::string text;
  if (kept > 0)
    text += fmt::format("; {} stay{} frozen: {} froze {} too", kept, kept == 1 ? "s" : "",
                        keepers_of(options), kept == 1 ? "it" : "them");
  if (const auto rest = frozen.size() - kept; rest > 0)
    text += fmt::format("; {} frozen before queuehound came: left so", rest);
  return text;
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record&, const UndoOptions& options) {
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const std::string exim = TRY(exim_program());
  const SpoolListing listing = TRY(list_spool(live.root, live.server.spool_directory));
  const Looked looked = TRY(look(live, ids, {}));
  const Record freed = to_be_freed(keeping(live, action, before), options);
  std::vector<MessageId> ours;
  for (const MessageId& id : looked.frozen)
    if (freed.contains(std::string(id.text()))) ours.push_back(id);
  std::map<MessageId, std::string> to_thaw;
  for (const SpoolFile& file : listing.files)
    if (file.has_header && std::ranges::binary_search(ours, file.id))
      to_thaw.emplace(file.id, listing.directories[file.directory].queue);
  const std::string words = TRY(tell_exim(exim, "-Mt", to_thaw));
  const Looked now = TRY(look(live, ours, {}));
  if (!now.frozen.empty())
    return fail(Error::Kind::failed,
                fmt::format("{} still frozen: {}", counted(now.frozen.size()), words));
  return counted(ours.size()) + " thawed" + of_others(without(looked.frozen, ours), options);
}

std::string difference(const LiveServer& live, const Action& action, const Record&, const Record&) {
  const auto ids = ids_of(action);
  const auto looked = ids ? look(live, *ids, {}) : std::unexpected(ids.error());
  if (!looked) return looked.error().text + "\n";
  std::string lines;
  for (const auto& [id, queue] : looked->waiting)
    lines.append(id.text()).append(" is not frozen any more\n");
  return lines;
}

}  // namespace

Doing freeze_doing() {
  return {ActionKind::freeze_messages, prepare, act, verify, undo, difference, keeping};
}

}  // namespace queuehound
