#include "survey/log_end.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "survey/detect_form.h"
#include "survey/exim_log_learner.h"
#include "survey/framed_line.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"
#include "survey/spool_survey.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kTail = 256u << 10;

struct OpenedLog {
  Fd file;
  LogForm form = LogForm::text;
  std::uint64_t size = 0;
};

std::optional<OpenedLog> open_log(const RootDir& root, const std::string& path) {
  auto file = root.open_file(path);
  if (!file) return {};
  struct stat status{};
  if (fstat(file->get(), &status) != 0 || status.st_size <= 0) return {};
  const LogForm form = detect_form(*file);
  return OpenedLog{std::move(*file), form, static_cast<std::uint64_t>(status.st_size)};
}

// About the last `count` bytes of a file, from a line start. A packed one has to be read whole: it
// is an old log that somebody named, or the last rotation where the live file is new and empty.
std::string read_tail(const OpenedLog& log, std::size_t count) {
  const bool is_text = log.form == LogForm::text;
  const std::uint64_t from = is_text && log.size > count ? log.size - count : 0;
  std::string tail;
  if (is_text) tail.reserve(log.size - from);
  (void)read_lines(log.file, log.form, from, log.size, [&](const LineBlock& block) {
    tail += block.text;
    if (tail.size() < 4 * count) return true;
    tail.erase(0, tail.find('\n', tail.size() - count) + 1);
    return !is_text;
  });
  return tail;
}

std::string read_tail(const RootDir& root, const std::string& path, std::size_t count) {
  const auto log = open_log(root, path);
  return log ? read_tail(*log, count) : std::string();
}

// About the first `count` bytes, whole lines.
std::string read_head(const OpenedLog& log, std::size_t count) {
  std::string head;
  (void)read_lines(log.file, log.form, 0, log.size, [&](const LineBlock& block) {
    head += block.text;
    return head.size() < count;
  });
  if (head.size() > count) head.erase(head.rfind('\n', count) + 1);
  return head;
}

// The file being written now: of a name with a date in it (%D) the newest.
std::string live_path(const RootDir& root, const LogSource& source) {
  if (!source.path.contains('%')) return source.path;
  const SegmentList list = find_segments(root, source.path, Time{});
  return list.segments.empty() ? source.path : list.segments.back().path;
}

// Each is the newest that is not later than `not_after`; nothing where there is none.
class NewestStamp {
 public:
  NewestStamp(const RootDir& root, const Server& server, Time not_after)
      : root_(root), server_(server), not_after_(not_after) {}

  std::optional<Time> of_live_logs() const {
    std::optional<Time> newest;
    for (const LogSource& source : server_.logs)
      if (source.kind == LogKind::exim_main)
        newest = std::max(newest, of_log(live_path(root_, source)));
    return newest;
  }
  std::optional<Time> of_rotations() const {
    std::optional<Time> newest;
    for (const LogSource& source : server_.logs) {
      if (source.kind != LogKind::exim_main) continue;
      const SegmentList list = find_segments(root_, source.path, Time{});
      for (std::size_t i = list.segments.size(); i-- > 0 && !newest;)
        newest = of_log(list.segments[i].path);
    }
    return newest;
  }
  std::optional<Time> of_queue(const SpoolListing& queue) const {
    std::optional<Time> newest;
    for (const SpoolFile& file : queue.files)
      if (file.has_header) see(file.id.time(), newest);
    return newest;
  }

 private:
  void see(Time at, std::optional<Time>& newest) const {
    if (at <= not_after_) newest = std::max(newest, std::optional(at));
  }
  std::optional<Time> of_log(const std::string& path) const {
    std::optional<Time> newest;
    const auto status = root_.stat(path);
    const Time written = status ? Time(seconds(status->st_mtime)) : not_after_;
    for_each_readable_line(read_tail(root_, path, kTail), [&](std::string_view line) {
      const auto at = stamp_of(line, zone_, server_.exim_syslog_name, written);
      if (at) see(*at, newest);
    });
    return newest;
  }

  const RootDir& root_;
  const Server& server_;
  Time not_after_;
  std::vector<std::string> unused_;
  TimeZone zone_ = main_log_zone(root_, server_, unused_);
};

}  // namespace

std::string end_of_log(const RootDir& root, const LogSource& source, std::size_t count) {
  return read_tail(root, live_path(root, source), count);
}

void read_parts_of_log(const RootDir& root, const LogSource& source, std::size_t count,
                       const std::function<bool(std::string_view part)>& wants_more) {
  const SegmentList list = find_segments(root, source.path, Time{});
  for (std::size_t i = list.segments.size(); i-- > 0;) {
    const auto log = open_log(root, list.segments[i].path);
    if (!log) continue;
    if (!wants_more(log->form == LogForm::text ? read_tail(*log, count) : read_head(*log, count)))
      return;
  }
}

bool writes_main_logs_itself(const RootDir& root, const Server& server) {
  constexpr std::size_t kSome = 8u << 10;
  bool is_its_own = true;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main || source.path.ends_with(".journal")) continue;
    read_parts_of_log(root, source, kSome, [&](std::string_view part) {
      for_each_line(part, [&](std::string_view line) {
        if (!parse_exim_frame(line) && unwrap_syslog(line, server.exim_syslog_name))
          is_its_own = false;
      });
      return is_its_own;
    });
  }
  return is_its_own;
}

TimeZone main_log_zone(const RootDir& root, const Server& server, std::vector<std::string>& notes) {
  const TimeZone zone = server.exim_zone.value_or(server.zone);
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    const std::string tail = end_of_log(root, source, kTail);
    const auto offset = find_log_offset(tail, zone);
    if (!offset) continue;
    notes.push_back(
        fmt::format("the stamps of {} are {:+.2f} h from UTC by the message ids beside them; the "
                    "server's zone ({}) says otherwise: the ids are believed",
                    source.path, static_cast<double>(offset->count()) / 3600.0, server.zone_name));
    return TimeZone::fixed(*offset);
  }
  return zone;
}

std::optional<Time> newest_line(const RootDir& root, const Server& server, Time not_after) {
  const NewestStamp stamps(root, server, not_after);
  const auto live = stamps.of_live_logs();
  return live ? live : stamps.of_rotations();
}

std::optional<Time> newest_stamp(const RootDir& root, const Server& server, Time not_after,
                                 bool with_sizes, std::shared_ptr<SpoolListing>& listed_queue) {
  const NewestStamp stamps(root, server, not_after);
  if (const auto live = stamps.of_live_logs()) return live;
  const auto rotated = stamps.of_rotations();
  auto queue = list_spool(root, server.spool_directory, with_sizes);
  if (!queue) return rotated;
  listed_queue = std::make_shared<SpoolListing>(std::move(*queue));
  // The end of a log that is damaged may be younger than its rotation: what waits tells, too.
  return std::max(rotated, stamps.of_queue(*listed_queue));
}

}  // namespace queuehound
