#include "survey/find_lines.h"

#include <cstring>
#include <deque>

#include "survey/detect_form.h"
#include "survey/framed_line.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr seconds kEarlier{600};  // a cwd= line and a slow reception stand before the id's second
constexpr seconds kSlack{2 * 3600};  // local stamps repeat an hour
constexpr std::size_t kRecentCwds = 512;

class LineFinder {
 public:
  LineFinder(const TimeZone& zone, std::string_view syslog_name, const MessageId& id,
             std::string_view directory)
      : zone_(zone),
        syslog_name_(syslog_name),
        id_(id.text()),
        pid_(id.pid()),
        directory_(directory) {}

  // syslog's stamps have no year: the file's age tells it.
  void begin_file(Time written) { written_ = written; }
  std::optional<Time> stamp(std::string_view line) const {
    return stamp_of(line, zone_, syslog_name_, written_);
  }

  // False once the message is completed.
  bool look_at(const std::string& path, const LineBlock& block) {
    // Most blocks of a log neither hold the id nor are near it.
    const bool is_needed =
        ::memmem(block.text.data(), block.text.size(), id_.view().data(), id_.size()) != nullptr;
    if (!is_needed && has_arrived_) return true;
    for_each_readable_line(block.text, [&](std::string_view line) {
      if (is_completed_) return;
      const auto offset =
          block.offset + static_cast<std::uint64_t>(line.data() - block.text.data());
      look_at_line(path, offset, line);
    });
    return !is_completed_;
  }

  MessageLines take() { return std::move(found_); }

 private:
  struct Cwd {
    MessageLine line;
    std::uint64_t pid = 0;
    std::string directory;
  };

  void remember_cwd(const std::string& path, std::uint64_t offset, std::string_view line,
                    const EximFrame& frame, Time at) {
    const auto cwd = parse_exim_cwd(frame.text);
    if (!cwd) return;
    Cwd row{{path, offset, std::string(line), EximLineKind::cwd, at, false},
            frame.pid,
            std::string(cwd->directory)};
    cwds_.push_back(std::move(row));
    if (cwds_.size() > kRecentCwds) cwds_.pop_front();
  }

  void add_cwd() {
    for (auto cwd = cwds_.rbegin(); cwd != cwds_.rend(); ++cwd) {
      const bool is_same_process = cwd->pid != 0 && cwd->pid == pid_;
      const bool is_nearest = cwd->pid == 0 && !directory_.empty() && cwd->directory == directory_;
      if (!is_same_process && !is_nearest) continue;
      cwd->line.is_by_order = !is_same_process;
      found_.lines.push_back(cwd->line);
      return;
    }
  }

  void look_at_line(const std::string& path, std::uint64_t offset, std::string_view line) {
    const bool may_be_cwd = !has_arrived_ && line.find(" cwd=") != line.npos;
    if (!may_be_cwd && line.find(id_.view()) == line.npos) return;
    const auto framed = frame_line(line, syslog_name_);
    if (!framed) return;
    const EximFrame& frame = framed->frame;
    const EximLineKind kind = classify_exim_text(frame);
    const Time at = time_of(*framed, zone_, written_);
    if (frame.id.empty()) {
      if (kind == EximLineKind::cwd) remember_cwd(path, offset, line, frame, at);
      return;
    }
    if (frame.id != id_.view()) return;
    if (kind == EximLineKind::arrival && !has_arrived_) {
      has_arrived_ = true;
      add_cwd();
      cwds_.clear();
    }
    is_completed_ = kind == EximLineKind::completed;
    if (found_.lines.size() >= kMostLines && !is_completed_) {
      ++found_.left_out;
      return;
    }
    found_.lines.push_back({path, offset, std::string(line), kind, at, false});
  }

  const TimeZone& zone_;
  std::string_view syslog_name_;
  Time written_{};
  MessageIdText id_;
  std::uint64_t pid_;
  std::string_view directory_;
  std::deque<Cwd> cwds_;
  bool has_arrived_ = false, is_completed_ = false;
  MessageLines found_;
};

// Whether the search goes on.
bool look_at_segment(const RootDir& root, const LogSegment& segment, Time from, LineFinder& finder,
                     MessageLines& where) {
  const auto file = root.open_file(segment.path);
  if (!file) {
    if (file.error().kind != Error::Kind::gone) where.notes.push_back(file.error().text);
    return true;
  }
  where.looked_at.push_back(segment.path);
  finder.begin_file(segment.modified);
  const LogForm form = detect_form(*file);
  const std::uint64_t start =
      form != LogForm::text ? 0 : start_offset(*file, from, kSlack, [&](std::string_view line) {
        return finder.stamp(line);
      });
  bool goes_on = true;
  const auto summary = read_lines(*file, form, start, UINT64_MAX, [&](const LineBlock& block) {
    goes_on = finder.look_at(segment.path, block);
    return goes_on;
  });
  if (!summary) where.notes.push_back(summary.error().text);
  return goes_on;
}

}  // namespace

MessageLines find_lines(const RootDir& root, const Server& server, const TimeZone& zone,
                        const MessageId& id, std::string_view directory) {
  LineFinder finder(zone, server.exim_syslog_name, id, directory);
  MessageLines where;
  const Time from = id.time() - kEarlier;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    SegmentList list = find_segments(root, source.path, from);
    for (std::string& note : list.notes) where.notes.push_back(std::move(note));
    for (const LogSegment& segment : list.segments)
      if (!look_at_segment(root, segment, from, finder, where)) break;
  }
  MessageLines found = finder.take();
  found.looked_at = std::move(where.looked_at);
  found.notes = std::move(where.notes);
  return found;
}

}  // namespace queuehound
