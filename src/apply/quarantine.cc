#include "apply/quarantine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "apply/message_ids.h"
#include "base/text.h"
#include "survey/spool_survey.h"

namespace queuehound {
namespace {

constexpr std::int64_t kMostPatience = 3600;  // seconds

std::string counted(std::uint64_t count) {
  return fmt::format("{} message{}", count, count == 1 ? "" : "s");
}

std::string_view value_of(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string_view{} : found->second;
}

std::uint64_t number_in(const Record& record, std::string_view name) {
  return parse_number<std::uint64_t>(value_of(record, name)).value_or(0);
}

std::string spool_of(const LiveServer& live) {
  std::string spool = live.server.spool_directory;
  while (spool.size() > 1 && spool.ends_with('/')) spool.pop_back();
  return spool;
}

Result<std::chrono::milliseconds> patience_of(const Action& action) {
  const std::string_view text = value_of(action.details, "patience");
  if (text.empty()) return SweepPlan{}.patience;
  const auto wanted = parse_number<std::int64_t>(text);
  if (!wanted || *wanted < 0 || *wanted > kMostPatience)
    return fail(Error::Kind::refused, "patience is a number of seconds up to 3600");
  return std::chrono::milliseconds(*wanted * 1000);
}

// A rename needs the right to write, and one file system.
Result<> check_file_system(const LiveServer& live, const std::string& spool) {
  const Fd directory = TRY(live.root.open_directory(spool));
  if (::faccessat(directory.get(), ".", W_OK | X_OK, AT_EACCESS) != 0)
    return fail(Error::Kind::refused,
                errno_error("write in", spool, errno).text +
                    "; exim -Mf freezes messages where their files cannot be moved");
  struct stat above, below;
  const auto input = live.root.stat(spool + "/input");
  if (!input || ::fstat(directory.get(), &above) != 0) return {};
  below = *input;
  if (above.st_dev == below.st_dev) return {};
  return fail(Error::Kind::refused,
              spool + "/input lies on another file system than " + spool +
                  ": messages cannot be moved out of it in one step; freeze them instead");
}

// Where the wanted messages stand in the queue. `wanted` sorted; places below the spool directory.
struct InQueue {
  std::vector<std::string> places;
  std::vector<MoveTask> tasks;  // sorted by id; of an id in two places the one with a -H
};

Result<InQueue> find_in_queue(const LiveServer& live, const std::vector<MessageId>& wanted) {
  const std::string spool = spool_of(live);
  const SpoolListing listing = TRY(list_spool(live.root, spool));
  InQueue found;
  for (const SpoolDirectory& directory : listing.directories)
    found.places.push_back(directory.path.substr(spool.size() + 1));
  for (const SpoolFile& file : listing.files) {
    if (!std::ranges::binary_search(wanted, file.id)) continue;
    found.tasks.push_back(
        {file.id, file.directory, {file.has_header, file.has_data, file.has_journal, false}, {}});
  }
  std::ranges::stable_sort(found.tasks, [](const MoveTask& a, const MoveTask& b) {
    return a.id != b.id ? a.id < b.id : a.queue.header && !b.queue.header;
  });
  const auto repeated = std::ranges::unique(found.tasks, {}, &MoveTask::id);
  found.tasks.erase(repeated.begin(), repeated.end());
  return found;
}

MoveTask* task_of(std::vector<MoveTask>& tasks, const MessageId& id) {
  const auto found = std::ranges::lower_bound(tasks, id, {}, &MoveTask::id);
  return found != tasks.end() && found->id == id ? &*found : nullptr;
}

std::uint32_t intern(std::vector<std::string>& places, const std::string& place) {
  const auto found = std::ranges::find(places, place);
  const auto index = static_cast<std::uint32_t>(found - places.begin());
  if (found == places.end()) places.push_back(place);
  return index;
}

// An empty batch where it was not begun yet.
Result<Batch> batch_if_there(const LiveServer& live, std::string_view name) {
  auto batch = read_batch(live.root, spool_of(live), name);
  if (batch || batch.error().kind != Error::Kind::gone) return batch;
  Batch empty;
  parse_batch_name(name, empty);
  return empty;
}

bool is_whole(const HeldMessage& message) { return message.files.header && message.files.data; }

// What a call cut off half-way has moved already goes on from where it is.
void add_held(InQueue& found, const Batch& batch, const std::vector<MessageId>& wanted) {
  std::vector<MoveTask> only_held;
  for (const HeldMessage& message : batch.messages) {
    if (!std::ranges::binary_search(wanted, message.id)) continue;
    const std::uint32_t place = intern(found.places, batch.places[message.place]);
    if (MoveTask* task = task_of(found.tasks, message.id)) {
      task->place = place;
      task->held = message.files;
    } else {
      only_held.push_back({message.id, place, {}, message.files});
    }
  }
  found.tasks.insert(found.tasks.end(), only_held.begin(), only_held.end());
}

// Only the places that are needed: each is a folder on the held side.
void drop_unused_places(InQueue& found) {
  std::vector<std::string> used;
  for (MoveTask& task : found.tasks) task.place = intern(used, found.places[task.place]);
  found.places = std::move(used);
}

struct StayRow {
  std::uint64_t SweepTally::* count;
  std::string_view words;
};
constexpr std::array<StayRow, 6> kStays{{
    {&SweepTally::busy, "that Exim is busy with"},
    {&SweepTally::half, "without -H or -D"},
    {&SweepTally::stranger, "not as chosen"},
    {&SweepTally::exists, "whose id stands on the other side"},
    {&SweepTally::failed, "that failed"},
    {&SweepTally::untried, "not tried after that"},
}};

// The first few of what stays, a line each.
std::string reasons(const SweepTally& tally) {
  constexpr std::size_t kMost = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, tally.stays.size()); ++i)
    out += "\n  " + tally.stays[i];
  if (tally.stays.size() > kMost) out += "\n  and more";
  return out;
}

Record record_of(const SweepTally& tally, std::uint64_t held) {
  Record record{{"moved", std::to_string(held)},
                {"gone", std::to_string(tally.gone)},
                {"stays", std::to_string(tally.left())},
                {std::string(kRest), std::to_string(tally.busy + tally.untried)}};
  std::string text = counted(held) + " in quarantine";
  if (tally.gone > 0) text += fmt::format("; {} delivered or removed before", counted(tally.gone));
  if (tally.left() > 0) text += "; " + what_stays(tally) + reasons(tally);
  record["text"] = std::move(text);
  std::string kept;
  for (const std::string& line : tally.stays) kept += line + "\n";
  if (!kept.empty()) record["kept"] = std::move(kept);
  return record;
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const std::string spool = spool_of(live);
  if (spool.empty()) return fail(Error::Kind::refused, "no spool directory of Exim was found here");
  const std::vector<MessageId> ids = TRY(ids_of(action));
  TRY(selection_of(action.details, live.server));
  TRY(patience_of(action));
  TRY(check_file_system(live, spool));
  const InQueue found = TRY(find_in_queue(live, ids));
  if (found.tasks.empty())
    return fail(Error::Kind::refused,
                fmt::format("none of {} is in the queue any more: delivered or removed meanwhile",
                            counted(ids.size())));
  std::uint32_t chance = 0;
  if (::getrandom(&chance, sizeof chance, 0) != sizeof chance)
    return std::unexpected(errno_error("getrandom", "", errno));
  const std::string batch =
      batch_name(live.now, action.incident.empty() ? action.target : action.incident, chance);
  return Record{{"spool", spool},
                {"batch", batch},
                {"folder", fmt::format("{}/{}/{}", spool, kQuarantineName, batch)},
                {"queued", std::to_string(found.tasks.size())}};
}

Result<std::string> batch_in(const LiveServer& live, const Record& before) {
  Batch parsed;
  const std::string batch(value_of(before, "batch"));
  if (value_of(before, "spool") == spool_of(live) && parse_batch_name(batch, parsed)) return batch;
  return fail(Error::Kind::refused,
              "the spool directory is not what it was: " + to_printable(value_of(before, "spool")) +
                  " then, " + spool_of(live) + " now");
}

std::uint64_t whole_messages(const Batch& batch) {
  return static_cast<std::uint64_t>(std::ranges::count_if(batch.messages, is_whole));
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress& note) {
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const std::string batch = TRY(batch_in(live, before));
  const auto folder = TRY(QuarantineFolder::open(live.root, spool_of(live), IfMissing::make));
  InQueue found = TRY(find_in_queue(live, ids));
  const Batch begun = TRY(batch_if_there(live, batch));
  add_held(found, begun, ids);
  drop_unused_places(found);
  TRY(folder.make_batch(batch, found.places));
  SweepPlan plan{
      .batch = batch, .places = std::move(found.places), .tasks = std::move(found.tasks)};
  plan.selection = TRY(selection_of(action.details, live.server));
  plan.patience = TRY(patience_of(action));
  SweepTally tally = TRY(sweep(folder, plan, note));
  tally.gone += ids.size() - plan.tasks.size();
  const Batch filled = TRY(batch_if_there(live, batch));
  const std::uint64_t held = whole_messages(filled);
  if (tally.failed > 0)
    return fail(Error::Kind::failed,
                fmt::format("{}; {} in quarantine, the rest is untouched in the queue: apply again "
                            "to go on, or undo",
                            tally.trouble, counted(held)));
  if (held == 0) TRY(folder.remove_if_empty(batch));
  return record_of(tally, held);
}

Result<std::string> verify(const LiveServer& live, const Action& action, const Record& before,
                           const Record& after) {
  const std::string batch_name = TRY(batch_in(live, before));
  const Batch batch = TRY(batch_if_there(live, batch_name));
  const std::vector<MessageId> ids = TRY(ids_of(action));
  const InQueue queue = TRY(find_in_queue(live, ids));
  const std::uint64_t held = whole_messages(batch);
  if (held != batch.messages.size())
    return fail(Error::Kind::failed, fmt::format("{} in quarantine have lost their -H or -D",
                                                 counted(batch.messages.size() - held)));
  for (const HeldMessage& message : batch.messages)
    if (std::ranges::binary_search(queue.tasks, message.id, {}, &MoveTask::id))
      return fail(Error::Kind::failed,
                  fmt::format("{} is in quarantine and in the queue too", message.id.text()));
  if (std::to_string(held) != value_of(after, "moved"))
    return fail(Error::Kind::failed, fmt::format("{} in quarantine, {} were moved there",
                                                 counted(held), value_of(after, "moved")));
  const auto waiting =
      std::ranges::count_if(queue.tasks, [](const MoveTask& task) { return task.queue.header; });
  if (waiting == 0) return "none of them is in the queue";
  if (const std::string_view rest = value_of(after, kRest); !rest.empty() && rest != "0")
    return fail(Error::Kind::failed,
                fmt::format("{} still in the queue: Exim was busy with {}; the same plan, applied "
                            "again, takes them",
                            counted(static_cast<std::uint64_t>(waiting)), rest));
  return fmt::format("{} of them still in the queue", waiting);
}

// What became of the messages that were moved out, as far as the journal knows.
struct Whereabouts {
  std::uint64_t moved = 0, released = 0, removed = 0;

  std::uint64_t missing() const {
    return moved > released + removed ? moved - released - removed : 0;
  }
};

Whereabouts whereabouts(const Record& after, const UndoOptions& options) {
  Whereabouts all{.moved = number_in(after, "moved")};
  for (const Record& noted : options.progress) {
    if (after.empty()) all.moved = std::max(all.moved, number_in(noted, "moved"));
    all.removed += number_in(noted, "expire");
    all.released +=
        static_cast<std::uint64_t>(std::ranges::count(value_of(noted, "release"), '\n'));
  }
  // An expiry that was cut off and ran again is noted twice.
  if (all.moved > 0)
    all.removed = std::min(all.removed, all.moved - std::min(all.moved, all.released));
  return all;
}

std::string lost_text(std::uint64_t removed, std::uint64_t missing) {
  std::string text;
  if (removed > 0)
    text = fmt::format("{} had been removed for good (expire) and cannot be put back",
                       counted(removed));
  if (missing > 0)
    text += fmt::format("{}{} nobody knows of", text.empty() ? "" : "; ", counted(missing));
  return text;
}

// Its folder is not there. After a release or an expiry that is as it should be; where another file
// system is mounted over the spool, or not mounted yet, the messages are still held behind it, and
// called undone they would be forgotten there.
Result<Undone> undo_without_folder(const Record& before, const Record& after,
                                   const UndoOptions& options) {
  const Whereabouts all = whereabouts(after, options);
  const std::uint64_t missing = options.is_again ? 0 : all.missing();
  if (missing == 0 || options.force)
    return Undone("nothing of it is in quarantine any more", lost_text(all.removed, missing));
  return fail(Error::Kind::refused,
              fmt::format("{} is not there with {}, which queuehound neither released nor removed: "
                          "see whether the spool's file system is mounted, or who moved it",
                          to_printable(value_of(before, "folder")), counted(missing)));
}

Result<Undone> undo(const LiveServer& live, const Action&, const Record& before,
                    const Record& after, const UndoOptions& options) {
  const std::string batch = TRY(batch_in(live, before));
  const auto tally = release_messages(live, batch, {});
  if (!tally && tally.error().kind == Error::Kind::gone)
    return undo_without_folder(before, after, options);
  if (!tally) return std::unexpected(tally.error());
  if (tally->left() == 0)
    return Undone(counted(tally->done) + " back in the queue",
                  lost_text(whereabouts(after, options).removed, 0));
  const std::string text = tally->trouble.empty() ? std::string() : tally->trouble + "; ";
  return fail(tally->done == 0 ? Error::Kind::refused : Error::Kind::failed,
              fmt::format("{}{} back in the queue; in quarantine {}{}", text, counted(tally->done),
                          what_stays(*tally), reasons(*tally)));
}

std::string difference(const LiveServer& live, const Action& action, const Record& before,
                       const Record& after) {
  const auto name = batch_in(live, before);
  if (!name) return name.error().text + "\n";
  const auto batch = batch_if_there(live, *name);
  if (!batch) return batch.error().text + "\n";
  std::string lines;
  const std::uint64_t moved = number_in(after, "moved");
  if (const std::uint64_t held = whole_messages(*batch); held < moved)
    lines += counted(moved - held) + " no longer in quarantine: released or expired\n";
  const auto ids = ids_of(action);
  const auto queue = ids ? find_in_queue(live, *ids) : std::unexpected(ids.error());
  if (!queue) return lines + queue.error().text + "\n";
  for (const HeldMessage& message : batch->messages)
    if (std::ranges::binary_search(queue->tasks, message.id, {}, &MoveTask::id))
      lines += std::string(message.id.text()) + " is in the queue again\n";
  return lines;
}

}  // namespace

std::string what_stays(const SweepTally& tally) {
  if (tally.left() == 0) return {};
  std::string out = tally.left() == 1 ? "1 stays:" : fmt::format("{} stay:", tally.left());
  const char* separator = " ";
  for (const StayRow& row : kStays) {
    if (tally.*row.count == 0) continue;
    out += fmt::format("{}{} {}", separator, tally.*row.count, row.words);
    separator = ", ";
  }
  return out;
}

Result<SweepTally> release_messages(const LiveServer& live, std::string_view batch_name,
                                    const std::vector<MessageId>& only) {
  const std::string spool = spool_of(live);
  const auto folder = TRY(QuarantineFolder::open(live.root, spool, IfMissing::fail));
  const Batch batch = TRY(read_batch(live.root, spool, batch_name));
  std::vector<MessageId> ids;
  for (const HeldMessage& message : batch.messages)
    if (only.empty() || std::ranges::binary_search(only, message.id)) ids.push_back(message.id);
  InQueue in_queue = TRY(find_in_queue(live, ids));
  SweepPlan plan{
      .batch = batch.name, .places = batch.places, .tasks = {}, .direction = Direction::back};
  for (const HeldMessage& message : batch.messages) {
    if (!std::ranges::binary_search(ids, message.id)) continue;
    const MoveTask* task = task_of(in_queue.tasks, message.id);
    plan.tasks.push_back(
        {message.id, message.place, task ? task->queue : MessageFiles{}, message.files});
  }
  const SweepTally tally = TRY(sweep(folder, plan, [](const Record&) -> Result<> { return {}; }));
  TRY(folder.remove_if_empty(batch.name));
  return tally;
}

Result<std::uint64_t> expire_batch(const LiveServer& live, std::string_view batch_name) {
  const std::string spool = spool_of(live);
  const auto folder = TRY(QuarantineFolder::open(live.root, spool, IfMissing::fail));
  const Batch batch = TRY(read_batch(live.root, spool, batch_name));
  for (const HeldMessage& message : batch.messages)
    TRY(folder.remove_message(batch.name, batch.places[message.place], message.id));
  TRY(folder.remove_if_empty(batch.name));
  return batch.messages.size();
}

Doing quarantine_doing() {
  return {ActionKind::quarantine_messages, prepare, act, verify, undo, difference};
}

}  // namespace queuehound
