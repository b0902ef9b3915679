#include "survey/written_before.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/exim_log.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"

namespace queuehound {
namespace {

constexpr seconds kSlack{2 * 3600};             // local stamps repeat an hour
constexpr std::uint64_t kMostBytes = 1u << 30;  // of all logs: newest first
constexpr std::size_t kMostIds = 1u << 16;      // of messages whose recipients stand in other lines

std::optional<EximFrame> frame_of(std::string_view line) {
  if (auto frame = parse_exim_frame(line)) return frame;
  const auto syslog = unwrap_syslog(line);
  return syslog ? parse_exim_frame(syslog->line) : std::nullopt;
}

std::optional<Time> time_of(const TimeZone& zone, const EximFrame& frame) {
  if (frame.wall.seconds == 0) return {};
  if (frame.has_zone) return Time(seconds(frame.wall.seconds - frame.zone_seconds));
  return zone.to_utc(frame.wall);
}

class Mailbox {
 public:
  explicit Mailbox(const AskedMailbox& asked) : asked_(asked) {
    for (const std::uint64_t person : asked.people) people_.insert(person, 0);
  }

  void look_at(const LineBlock& block, const TimeZone& zone) {
    if (is_known()) return;
    const char* at = block.text.data();
    const char* const end = at + block.text.size();
    if (ids_.size() != 0) return look_at_all(block, zone);
    // Most blocks have no line of it.
    while (at < end) {
      const void* hit = ::memmem(at, static_cast<std::size_t>(end - at), asked_.login.data(),
                                 asked_.login.size());
      if (hit == nullptr) return;
      const auto before =
          static_cast<std::size_t>(static_cast<const char*>(hit) - block.text.data());
      const std::size_t start = block.text.rfind('\n', before) + 1;
      const std::size_t stop = std::min(block.text.find('\n', before), block.text.size());
      look_at_line(block.text.substr(start, stop - start), zone);
      at = block.text.data() + stop;
      // Its recipients stand in lines that do not name it.
      if (ids_.size() != 0)
        return look_at_all({block.text.substr(std::min(stop + 1, block.text.size())), 0}, zone);
    }
  }

  // Whom it wrote to stands in the lines of one log; ids come again in no older one.
  void end_segment() { ids_ = {}; }
  bool is_known() const { return found_.size() == people_.size(); }
  std::uint64_t count() const { return found_.size(); }

 private:
  void look_at_all(const LineBlock& block, const TimeZone& zone) {
    for_each_line(block.text, [&](std::string_view line) { look_at_line(line, zone); });
  }

  void look_at_line(std::string_view line, const TimeZone& zone) {
    const auto frame = frame_of(line);
    if (!frame || frame->id.empty()) return;
    const EximLineKind kind = classify_exim_text(*frame);
    const std::uint64_t id = keyed_hash(frame->id);
    if (kind == EximLineKind::arrival) {
      const auto at = time_of(zone, *frame);
      if (at && *at < asked_.before) look_at_arrival(frame->text.substr(3), id);
      return;
    }
    if (kind != EximLineKind::delivery && kind != EximLineKind::additional) return;
    if (ids_.size() == 0 || ids_.find(id) == FlatMap::kNone) return;
    if (const auto delivery = parse_exim_delivery(kind, frame->text.substr(3)))
      see(delivery->top_address.empty() ? delivery->final_address : delivery->top_address);
  }

  void look_at_arrival(std::string_view text, std::uint64_t id) {
    const auto arrival = parse_exim_arrival(text);
    if (!arrival || arrival->is_ambiguous || to_lower(arrival->auth_id) != asked_.login) return;
    const auto client = parse_ip_address(arrival->host.ip);
    if (client && std::ranges::find(asked_.strangers, *client) != asked_.strangers.end()) return;
    if (arrival->recipients.empty()) {
      if (ids_.size() < kMostIds) ids_.insert(id, 0);
      return;
    }
    for_each_recipient(arrival->recipients, [&](std::string_view address) { see(address); });
  }

  void see(std::string_view address) {
    const std::uint64_t person = keyed_hash_folded(address);
    if (people_.find(person) != FlatMap::kNone) found_.insert(person, 0);
  }

  const AskedMailbox& asked_;
  FlatMap people_, found_;
  FlatMap ids_;  // of its messages whose arrival names no recipients
};

// Bytes read.
std::uint64_t look_at_segment(const RootDir& root, const TimeZone& zone, const LogSegment& segment,
                              const SurveyOptions& options, Time before,
                              std::vector<Mailbox>& mailboxes) {
  const auto file = root.open_file(segment.path);
  if (!file) return 0;  // the first look has told of it
  const LogForm form = detect_form(*file);
  std::uint64_t end = UINT64_MAX;
  if (form == LogForm::text)
    end = find_offset(*file, before, kSlack, [&](std::string_view line) -> std::optional<Time> {
            const auto frame = frame_of(line);
            return frame ? time_of(zone, *frame) : std::nullopt;
          }).value_or(UINT64_MAX);
  // Stamps that repeat an hour are read twice over rather than left out.
  if (end < UINT64_MAX - (1u << 20)) end += 1u << 20;
  const auto summary = read_lines(*file, form, 0, end, [&](const LineBlock& block) {
    for (Mailbox& mailbox : mailboxes) mailbox.look_at(block, zone);
    return !options.is_stopped();
  });
  for (Mailbox& mailbox : mailboxes) mailbox.end_segment();
  return summary ? summary->bytes : 0;
}

}  // namespace

std::vector<std::uint64_t> count_written_before(const RootDir& root, const Server& server,
                                                const SurveyOptions& options,
                                                const std::vector<AskedMailbox>& asked) {
  if (asked.empty()) return {};
  std::vector<Mailbox> mailboxes(asked.begin(), asked.end());
  const Time before = std::ranges::max(asked, {}, &AskedMailbox::before).before;
  std::vector<std::string> notes;  // told by the first look
  const TimeZone zone = main_log_zone(root, server, notes);
  std::uint64_t bytes = 0;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    SegmentList list = find_segments(root, source.path, options.baseline_from);
    std::ranges::reverse(list.segments);
    for (const LogSegment& segment : list.segments) {
      if (bytes > kMostBytes || options.is_stopped() ||
          std::ranges::all_of(mailboxes, &Mailbox::is_known))
        break;
      bytes += look_at_segment(root, zone, segment, options, before, mailboxes);
    }
  }
  std::vector<std::uint64_t> counts;
  for (const Mailbox& mailbox : mailboxes) counts.push_back(mailbox.count());
  return counts;
}

}  // namespace queuehound
