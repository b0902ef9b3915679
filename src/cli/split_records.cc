#include "cli/split_records.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace queuehound {
namespace {

constexpr std::size_t kMostOpen = 1000;

void append(std::string_view line, const SyslogEximLine& part, std::uint64_t number,
            JoinedRecord& record) {
  const auto lead = static_cast<std::size_t>(part.line.data() - line.data());
  if (part.part == 1) {
    const std::string_view words = line.substr(0, lead);
    record.text = words.substr(0, words.rfind('['));
    record.pieces.push_back({0, number, 1, std::string(line)});
  }
  if (record.ends_line) record.text += '\n';
  record.pieces.push_back({record.text.size(), number, lead + 1, std::string(line)});
  record.text += part.line;
  record.ends_line = part.ends_line;
  if (record.last == 0) record.first = part.part;
  record.last = part.part;
  record.parts = part.parts;
}

}  // namespace

std::string_view JoinedRecord::what_is_missing() const {
  if (is_whole()) return {};
  if (first > 1) return "syslog cut this record in parts, and those before are not here";
  return "syslog cut this record in parts, and those behind are not here";
}

const JoinedRecord::Piece& JoinedRecord::piece_of(std::size_t at) const {
  const auto next = std::ranges::upper_bound(pieces, at, {}, &Piece::begins);
  return *std::prev(next);
}

std::vector<JoinedRecord> SplitRecords::take(std::string_view line, const SyslogEximLine& part,
                                             std::uint64_t number) {
  std::vector<JoinedRecord> done;
  const auto open = open_.find(part.pid);
  const bool goes_on =
      open != open_.end() && part.part == open->second.last + 1 && part.parts == open->second.parts;
  if (open != open_.end() && !goes_on) {
    done.push_back(std::move(open->second));
    open_.erase(open);
  }
  if (!goes_on && open_.size() >= kMostOpen)
    std::ranges::move(take_rest(), std::back_inserter(done));
  JoinedRecord& record = open_[part.pid];
  append(line, part, number, record);
  if (record.last < record.parts) return done;
  done.push_back(std::move(record));
  open_.erase(part.pid);
  return done;
}

std::vector<JoinedRecord> SplitRecords::take_rest() {
  std::vector<JoinedRecord> rest;
  for (auto& [pid, record] : open_) rest.push_back(std::move(record));
  open_.clear();
  std::ranges::sort(rest, {}, [](const JoinedRecord& record) { return record.pieces[0].line; });
  return rest;
}

}  // namespace queuehound
