#include "apply/quarantine_sweep.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "base/text.h"
#include "survey/work_queue.h"

namespace queuehound {
namespace {

constexpr std::size_t kChunk = 256;         // messages of one place, one thread's piece of work
constexpr std::uint64_t kNoteEvery = 512;   // messages between two flushes and notes
constexpr std::size_t kMostOpenLanes = 32;  // four descriptors each
constexpr std::size_t kMostStays = 1000;    // told one by one
constexpr unsigned kMostThreads = 4;
constexpr std::chrono::milliseconds kPause{200};

struct Chunk {
  std::uint32_t place = 0;
  std::vector<std::uint32_t> tasks;
};

struct ChunkAnswer {
  std::optional<Error> error;  // its directories could not be opened
  std::shared_ptr<Lane> lane;
  std::vector<MoveAnswer> answers;
};

// A trouble that every other message would meet as well.
bool stops_all(const MoveAnswer& answer) {
  constexpr std::array<int, 6> kHopeless{ENOSPC, EROFS, EDQUOT, EIO, EXDEV, EACCES};
  return answer.moved == Moved::failed &&
         std::ranges::find(kHopeless, answer.error_number) != kHopeless.end();
}

std::vector<Chunk> chunks_of(const SweepPlan& plan, std::vector<std::uint32_t> tasks) {
  std::ranges::stable_sort(tasks, {}, [&](std::uint32_t i) { return plan.tasks[i].place; });
  std::vector<Chunk> chunks;
  for (const std::uint32_t i : tasks) {
    const std::uint32_t place = plan.tasks[i].place;
    if (chunks.empty() || chunks.back().place != place || chunks.back().tasks.size() == kChunk)
      chunks.push_back({place, {}});
    chunks.back().tasks.push_back(i);
  }
  return chunks;
}

class Sweep {
 public:
  Sweep(const QuarantineFolder& folder, const SweepPlan& plan, const NoteProgress& note)
      : folder_(folder), plan_(plan), note_(note) {}

  Result<SweepTally> run();

 private:
  Result<> pass(std::vector<std::uint32_t> tasks);
  ChunkAnswer work(const Chunk& chunk);
  void take(const Chunk& chunk, ChunkAnswer answer);
  void count(std::uint32_t task, const MoveAnswer& answer);
  Result<> flush();
  void give_up(Error error) {
    is_stopped_ = true;
    if (!error_) error_ = std::move(error);
  }

  const QuarantineFolder& folder_;
  const SweepPlan& plan_;
  const NoteProgress& note_;
  std::atomic<bool> is_stopped_ = false;
  std::optional<Error> error_;
  SweepTally tally_;
  std::vector<std::uint32_t> busy_;
  std::vector<std::shared_ptr<Lane>> unflushed_;
  std::uint64_t noted_ = 0;
};

ChunkAnswer Sweep::work(const Chunk& chunk) {
  ChunkAnswer out;
  if (is_stopped_) return out;
  auto lane = folder_.open_lane(plan_.batch, plan_.places[chunk.place], plan_.direction);
  if (!lane) {
    out.error = std::move(lane).error();
    return out;
  }
  out.lane = std::make_shared<Lane>(*std::move(lane));
  out.answers.reserve(chunk.tasks.size());
  MessageMover mover(*out.lane, plan_.direction, plan_.selection);
  for (const std::uint32_t i : chunk.tasks) {
    if (is_stopped_) break;
    out.answers.push_back(mover.move(plan_.tasks[i]));
    if (stops_all(out.answers.back())) is_stopped_ = true;
  }
  return out;
}

void Sweep::count(std::uint32_t task, const MoveAnswer& answer) {
  constexpr std::array<std::uint64_t SweepTally::*, 7> kCounts{
      &SweepTally::done,     &SweepTally::gone,   &SweepTally::busy,  &SweepTally::half,
      &SweepTally::stranger, &SweepTally::exists, &SweepTally::failed};
  if (answer.moved == Moved::busy) busy_.push_back(task);
  ++(tally_.*kCounts[static_cast<std::size_t>(answer.moved)]);
  if (answer.moved == Moved::failed && tally_.trouble.empty()) tally_.trouble = answer.words;
  if (answer.words.empty() || tally_.stays.size() >= kMostStays) return;
  tally_.stays.push_back(std::string(plan_.tasks[task].id.text()) + ": " +
                         to_printable(answer.words));
}

// On the thread that called sweep, chunk by chunk.
void Sweep::take(const Chunk& chunk, ChunkAnswer answer) {
  for (std::size_t i = 0; i < answer.answers.size(); ++i) count(chunk.tasks[i], answer.answers[i]);
  // A directory that is gone holds no message any more: all of its were delivered.
  const bool is_gone =
      answer.error && answer.error->kind == Error::Kind::gone && plan_.direction == Direction::out;
  if (is_gone)
    tally_.gone += chunk.tasks.size();
  else
    tally_.untried += chunk.tasks.size() - answer.answers.size();
  if (answer.error && !is_gone) give_up(*std::move(answer.error));
  if (answer.lane) unflushed_.push_back(std::move(answer.lane));
  if (tally_.done < noted_ + kNoteEvery && unflushed_.size() < kMostOpenLanes) return;
  if (auto flushed = flush(); !flushed) give_up(std::move(flushed).error());
}

Result<> Sweep::flush() {
  for (const auto& lane : unflushed_) TRY(flush_lane(*lane, plan_.direction));
  unflushed_.clear();
  if (tally_.done == noted_) return {};
  noted_ = tally_.done;
  return note_({{"moved", std::to_string(tally_.done)}});
}

Result<> Sweep::pass(std::vector<std::uint32_t> tasks) {
  const std::vector<Chunk> chunks = chunks_of(plan_, std::move(tasks));
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 2u, kMostThreads);
  run_in_order<ChunkAnswer>(
      chunks.size(), threads, [&](std::size_t i) { return work(chunks[i]); },
      [&](std::size_t i, ChunkAnswer answer) { take(chunks[i], std::move(answer)); });
  if (auto flushed = flush(); !flushed) give_up(std::move(flushed).error());
  if (error_) return std::unexpected(*error_);
  return {};
}

Result<SweepTally> Sweep::run() {
  const auto end = std::chrono::steady_clock::now() + plan_.patience;
  std::vector<std::uint32_t> tasks(plan_.tasks.size());
  for (std::uint32_t i = 0; i < tasks.size(); ++i) tasks[i] = i;
  TRY(pass(std::move(tasks)));
  while (!busy_.empty() && !is_stopped_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kPause);
    tally_.busy = 0;
    TRY(pass(std::exchange(busy_, {})));
  }
  for (const std::uint32_t i : busy_)
    if (tally_.stays.size() < kMostStays)
      tally_.stays.push_back(std::string(plan_.tasks[i].id.text()) + ": Exim is busy with it");
  return std::move(tally_);
}

}  // namespace

Result<SweepTally> sweep(const QuarantineFolder& folder, const SweepPlan& plan,
                         const NoteProgress& note) {
  return Sweep(folder, plan, note).run();
}

}  // namespace queuehound
