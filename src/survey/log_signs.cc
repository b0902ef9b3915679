#include "survey/log_signs.h"

#include <array>

#include "formats/exim_log.h"
#include "host/tree.h"
#include "survey/framed_line.h"
#include "survey/log_segments.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kTail = 4u << 20;
constexpr std::uint64_t kEnough = 256u << 10;  // of live logs; a young one says little
constexpr std::size_t kMostFiles = 3;
constexpr seconds kFuture{300}, kApart{600};
constexpr std::size_t kLongestStamped = 200;
constexpr std::uint64_t kFewest = 3;  // lines that must agree before they say anything

struct Sign {
  std::string_view selector;
  std::uint64_t LogSigns::* with;
  std::uint64_t LogSigns::* of;
};
constexpr std::array kSigns{
    Sign{"arguments", &LogSigns::cwd_lines, &LogSigns::local_arrivals},
    Sign{"subject", &LogSigns::with_subject, &LogSigns::arrivals},
    Sign{"received_recipients", &LogSigns::with_recipients, &LogSigns::arrivals},
    Sign{"pid", &LogSigns::with_pid, &LogSigns::lines},
    Sign{"incoming_port", &LogSigns::with_port, &LogSigns::with_host},
    Sign{"msg_id", &LogSigns::with_header_id, &LogSigns::arrivals},
    Sign{"smtp_confirmation", &LogSigns::with_confirmation, &LogSigns::remote_deliveries},
};

void count_arrival(LogSigns& signs, std::string_view text) {
  const auto arrival = parse_exim_arrival(text);
  if (!arrival) return;
  ++signs.arrivals;
  signs.with_subject += arrival->has_subject ? 1 : 0;
  signs.with_header_id += arrival->message_id.empty() ? 0 : 1;
  signs.with_recipients += arrival->recipients.empty() ? 0 : 1;
  signs.with_host += arrival->host.present ? 1 : 0;
  signs.with_port += arrival->host.present && arrival->host.port != 0 ? 1 : 0;
  // Bounces of Exim's own come without a cwd= line where a delivery process makes them.
  signs.local_arrivals += arrival->host.present || arrival->sender.empty() ? 0 : 1;
}

void count_delivery(LogSigns& signs, EximLineKind kind, std::string_view text) {
  const auto delivery = parse_exim_delivery(kind, text);
  if (!delivery || !delivery->host.present) return;
  ++signs.remote_deliveries;
  signs.with_confirmation += delivery->confirmation.empty() ? 0 : 1;
}

}  // namespace

void LogSignsLearner::learn_line(std::string_view line) {
  const auto framed = frame_line(line, syslog_name_);
  if (!framed) return;
  const EximFrame* frame = &framed->frame;
  ++signs_.lines;
  signs_.with_pid += frame->pid != 0 ? 1 : 0;
  const bool is_local = !framed->syslog_stamp && !frame->has_zone;
  const Time at =
      is_local ? zone_.to_utc(frame->wall, signs_.newest) : time_of(*framed, zone_, now_);
  if (at > now_ + kFuture) {
    ++signs_.future;
    if (signs_.future_line.empty()) signs_.future_line = line.substr(0, kLongestStamped);
  } else if (at > signs_.newest) {
    signs_.newest = at;
  }
  const EximLineKind kind = classify_exim_text(*frame);
  if (kind == EximLineKind::cwd) ++signs_.cwd_lines;
  if (kind == EximLineKind::delivery) count_delivery(signs_, kind, frame->text.substr(3));
  if (kind != EximLineKind::arrival) return;
  count_arrival(signs_, frame->text.substr(3));  // behind "<= "
  const auto id = parse_message_id(frame->id);
  if (!id) return;
  ++signs_.compared;
  const seconds apart = at - id->time();
  signs_.late += apart > kApart || apart < -kApart ? 1 : 0;
}

std::optional<bool> shows_selector(const LogSigns& signs, std::string_view name) {
  for (const Sign& sign : kSigns) {
    if (sign.selector != name) continue;
    if (signs.*sign.with > 0 && signs.*sign.with * 2 >= signs.*sign.of) return true;
    if (signs.*sign.of < kFewest) return {};
    return signs.*sign.with * 2 >= signs.*sign.of;
  }
  return {};
}

LogSigns read_log_signs(const RootDir& root, const Server& server, const TimeZone& zone, Time now) {
  LogSignsLearner learner(zone, now, server.exim_syslog_name);
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::exim_main) continue;
    const std::vector<LogSegment> segments = find_segments(root, log.path, Time{}).segments;
    std::size_t first = segments.size();
    for (std::uint64_t bytes = 0;
         first > 0 && bytes < kEnough && segments.size() - first < kMostFiles;)
      bytes += segments[--first].bytes;
    for (; first < segments.size(); ++first) {
      const std::string tail =
          tail_of(root, segments[first].path, kTail);  // of a packed one: nothing
      for_each_readable_line(tail, [&](std::string_view line) { learner.learn_line(line); });
    }
  }
  return learner.signs();
}

}  // namespace queuehound
