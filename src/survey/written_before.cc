#include "survey/written_before.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/byte_scan.h"
#include "base/flat_map.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/exim_log.h"
#include "mail/message_id.h"
#include "mail/subject.h"
#include "survey/detect_form.h"
#include "survey/exim_log_learner.h"
#include "survey/framed_line.h"
#include "survey/line_reader.h"
#include "survey/log_end.h"
#include "survey/log_segments.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr seconds kSlack{2 * 3600};             // local stamps repeat an hour
constexpr std::uint64_t kMostBytes = 1u << 30;  // of all logs: newest first
constexpr std::size_t kMostIds = 1u << 16;      // of messages whose recipients stand in other lines
constexpr std::size_t kMostPageLetters = 20000;

struct Mailbox {
  explicit Mailbox(const AskedMailbox& wanted) : asked(&wanted) {
    for (const std::uint64_t person : wanted.people) people.insert(person, 0);
  }
  bool is_known() const {
    return found.size() == people.size() && (asked->sender.empty() || days.size() >= kEnoughDays) &&
           (asked->texts.empty() || by_pages.size() >= kMostPageLetters);
  }

  const AskedMailbox* asked;
  FlatMap people, found;
  std::set<std::int64_t> days;  // since 1970, of letters under the sender asked about
  std::vector<PageLetter> by_pages;
};

// One pass for all that are asked about, however many: a botnet steals passwords by the dozen.
class OldMail {
 public:
  OldMail(const std::vector<AskedMailbox>& asked, const Server& server, const TimeZone& zone)
      : server_(server), zone_(zone), mailboxes_(asked.begin(), asked.end()) {
    for (std::uint32_t row = 0; row < mailboxes_.size(); ++row) {
      const bool is_program = asked[row].login.empty();
      (is_program ? row_of_account_ : row_of_)
          .insert(keyed_hash(is_program ? asked[row].account : asked[row].login), row);
    }
    asks_for_pages_ = std::ranges::any_of(
        asked, [](const AskedMailbox& mailbox) { return !mailbox.texts.empty(); });
  }

  void begin_file(Time written) { written_ = written; }  // syslog's stamps have no year
  std::optional<Time> stamp(std::string_view line) const {
    return stamp_of(line, zone_, server_.exim_syslog_name, written_);
  }

  void look_at(std::string_view block) {
    if (asks_for_pages_ || row_of_account_.size() > 0) look_for_programs(block);
    const char* const end = block.data() + block.size();
    // Most lines name no login; any " A=" may be a client's words, so the line decides.
    for (const char* at = block.data(); at != end && ids_.size() == 0;) {
      const char* const item = find_pair(at, end, 'A', '=');
      if (item == end) return;
      at = item + 2;
      if (row_named_at({at, static_cast<std::size_t>(end - at)}) == FlatMap::kNone) continue;
      const auto place = static_cast<std::size_t>(item - block.data());
      const std::size_t start = block.rfind('\n', place) + 1;
      const std::size_t stop = std::min(block.find('\n', place), block.size());
      look_at_line(block.substr(start, stop - start));
      at = block.data() + stop;
    }
    // Recipients of theirs stand in lines that do not name them.
    if (ids_.size() != 0)
      for_each_readable_line(block, [&](std::string_view line) { look_at_line(line); });
  }

  // Whom one wrote to stands in the lines of one log; ids come again in no older one.
  void end_segment() { ids_ = {}; }
  bool is_all_known() const { return std::ranges::all_of(mailboxes_, &Mailbox::is_known); }
  std::vector<WrittenBefore> counts() const {
    std::vector<WrittenBefore> counts;
    for (const Mailbox& mailbox : mailboxes_) {
      const auto nobody = static_cast<std::uint64_t>(std::ranges::count_if(
          mailbox.asked->nobody,
          [&](std::uint64_t person) { return mailbox.found.find(person) != FlatMap::kNone; }));
      WrittenBefore count{mailbox.found.size(), nobody, mailbox.days.size(), mailbox.by_pages};
      // A block's lines may be read twice.
      std::ranges::sort(count.by_pages);
      const auto repeated = std::ranges::unique(count.by_pages);
      count.by_pages.erase(repeated.begin(), repeated.end());
      counts.push_back(std::move(count));
    }
    return counts;
  }

 private:
  std::uint32_t row_of(std::string_view login) {
    take_mailbox_of_login(login, server_, login_);
    return row_of_.find(keyed_hash(login_));
  }

  // Of "authenticator:login ...", "authenticator:login:sender ...".
  std::uint32_t row_named_at(std::string_view item) {
    constexpr std::size_t kLongest = 320;
    item = item.substr(0, kLongest);
    item = item.substr(0, item.find_first_of(" \n"));
    const std::size_t colon = item.find(':');
    if (colon == std::string_view::npos) return FlatMap::kNone;
    const std::string_view login = item.substr(colon + 1);
    const std::uint32_t row = row_of(login);
    const std::size_t more = login.find(':');
    return row != FlatMap::kNone || more == std::string_view::npos ? row
                                                                   : row_of(login.substr(0, more));
  }

  void look_at_line(std::string_view line) {
    const auto framed = frame_line(line, server_.exim_syslog_name);
    if (!framed || framed->frame.id.empty()) return;
    const EximFrame& frame = framed->frame;
    const EximLineKind kind = classify_exim_text(frame);
    const std::uint64_t id = keyed_hash(frame.id);
    if (kind == EximLineKind::arrival) {
      look_at_arrival(frame.text.substr(3), id, time_of(*framed, zone_, written_));
      return;
    }
    const std::uint32_t row = ids_.size() == 0 ? FlatMap::kNone : ids_.find(id);
    if (row == FlatMap::kNone) return;
    // A program's list had those too who did not exist then.
    const bool counts_failures = mailboxes_[row].asked->login.empty();
    if (kind != EximLineKind::delivery && kind != EximLineKind::additional &&
        !(kind == EximLineKind::failure && counts_failures))
      return;
    if (const auto delivery = parse_exim_delivery(kind, frame.text.substr(3)))
      see(mailboxes_[row], delivery->recipient());
  }

  void look_at_arrival(std::string_view text, std::uint64_t id, Time at) {
    const auto arrival = parse_exim_arrival(text);
    if (!arrival || arrival->is_ambiguous || arrival->auth_id.empty()) return;
    const std::uint32_t row = row_of(arrival->auth_id);
    if (row == FlatMap::kNone) return;
    const AskedMailbox& asked = *mailboxes_[row].asked;
    const auto client = parse_ip_address(arrival->host.ip);
    if (at >= asked.before || !client ||
        std::ranges::find(asked.strangers, *client) != asked.strangers.end())
      return;
    see_sender(mailboxes_[row], arrival->sender, at);
    see_recipients(*arrival, id, row);
  }

  void see_recipients(const EximArrival& arrival, std::uint64_t id, std::uint32_t row) {
    if (arrival.recipients.empty()) {
      if (ids_.size() < kMostIds) ids_.insert(id, row);
      return;
    }
    for_each_recipient(arrival.recipients,
                       [&](std::string_view address) { see(mailboxes_[row], address); });
  }

  // What a program here handed to Exim has a user and no host. "U=" may be a client's words too, so
  // the line decides.
  void look_for_programs(std::string_view block) {
    const char* const end = block.data() + block.size();
    for (const char* at = block.data(); at != end;) {
      const char* const item = find_pair(at, end, 'U', '=');
      if (item == end) return;
      const auto place = static_cast<std::size_t>(item - block.data());
      const std::size_t start = block.rfind('\n', place) + 1;
      const std::size_t stop = std::min(block.find('\n', place), block.size());
      look_at_line_of_program(block.substr(start, stop - start));
      at = block.data() + stop;
    }
  }

  void look_at_line_of_program(std::string_view line) {
    const auto framed = frame_line(line, server_.exim_syslog_name);
    if (!framed || framed->frame.id.empty()) return;
    const EximFrame& frame = framed->frame;
    if (classify_exim_text(frame) != EximLineKind::arrival) return;
    const auto arrival = parse_exim_arrival(frame.text.substr(3));
    if (!arrival || arrival->is_ambiguous || arrival->host.present || arrival->user.empty()) return;
    const Time at = time_of(*framed, zone_, written_);
    const std::uint32_t row = row_of_account_.find(keyed_hash(arrival->user));
    if (row != FlatMap::kNone && at < mailboxes_[row].asked->before)
      see_recipients(*arrival, keyed_hash(frame.id), row);
    if (asks_for_pages_ && arrival->has_subject) look_at_letter_of_page(*arrival, frame, at);
  }

  void look_at_letter_of_page(const EximArrival& arrival, const EximFrame& frame, Time at) {
    const std::uint64_t text = text_of(arrival.subject);
    for (Mailbox& mailbox : mailboxes_) {
      const AskedMailbox& asked = *mailbox.asked;
      if (at >= asked.pages_until || mailbox.by_pages.size() >= kMostPageLetters) continue;
      if (std::ranges::find(asked.texts, text) == asked.texts.end()) continue;
      if (is_by_pages_of(asked, arrival))
        mailbox.by_pages.push_back({at, keyed_hash(frame.id), text});
    }
  }

  // One user runs the pages of all customers on many servers: then the sender tells whose it was.
  bool is_by_pages_of(const AskedMailbox& asked, const EximArrival& arrival) const {
    if (!asked.pages_account.empty() && arrival.user == asked.pages_account) return true;
    return server_.is_web_server_user(arrival.user) &&
           equal_ignoring_case(arrival.sender, asked.pages_sender);
  }

  // As the ledger has it (Ledger::take_subject).
  static std::uint64_t text_of(std::string_view subject) {
    return keyed_hash(subject_skeleton(decode_subject(unescape_exim_subject(subject))));
  }

  static void see_sender(Mailbox& mailbox, std::string_view sender, Time at) {
    const std::string& asked = mailbox.asked->sender;
    if (!asked.empty() && mailbox.days.size() < kEnoughDays && equal_ignoring_case(sender, asked))
      mailbox.days.insert(at.time_since_epoch().count() / 86400);
  }

  static void see(Mailbox& mailbox, std::string_view address) {
    const std::uint64_t person = keyed_hash_folded(address);
    if (mailbox.people.find(person) != FlatMap::kNone) mailbox.found.insert(person, 0);
  }

  const Server& server_;
  const TimeZone& zone_;
  Time written_{};
  std::vector<Mailbox> mailboxes_;
  bool asks_for_pages_ = false;
  FlatMap row_of_;          // hash of a login → row of mailboxes_
  FlatMap row_of_account_;  // of an account, where a program of its is asked about
  FlatMap ids_;             // messages whose arrival names no recipients → row of mailboxes_
  std::string login_;
};

// Bytes read.
std::uint64_t look_at_segment(const RootDir& root, const LogSegment& segment,
                              const SurveyOptions& options, Time before, OldMail& mail) {
  const auto file = root.open_file(segment.path);
  if (!file) return 0;  // the first look has told of it
  mail.begin_file(segment.modified);
  const LogForm form = detect_form(*file);
  std::uint64_t end = UINT64_MAX;
  if (form == LogForm::text)
    end = find_offset(*file, before, kSlack, [&](std::string_view line) {
            return mail.stamp(line);
          }).value_or(UINT64_MAX);
  // Stamps that repeat an hour are read twice over rather than left out.
  if (end < UINT64_MAX - (1u << 20)) end += 1u << 20;
  const auto summary = read_lines(*file, form, 0, end, [&](const LineBlock& block) {
    mail.look_at(block.text);
    return !options.is_stopped();
  });
  mail.end_segment();
  return summary ? summary->bytes : 0;
}

}  // namespace

std::vector<WrittenBefore> count_written_before(const RootDir& root, const Server& server,
                                                const SurveyOptions& options,
                                                const std::vector<AskedMailbox>& asked) {
  if (asked.empty()) return {};
  Time before{};
  for (const AskedMailbox& mailbox : asked)
    before = std::max({before, mailbox.before, mailbox.pages_until});
  std::vector<std::string> notes;  // told by the first look
  const TimeZone zone = main_log_zone(root, server, notes);
  OldMail mail(asked, server, zone);
  std::uint64_t bytes = 0;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    SegmentList list = find_segments(root, source.path, options.baseline_from);
    std::ranges::reverse(list.segments);
    for (const LogSegment& segment : list.segments) {
      if (bytes > kMostBytes || options.is_stopped() || mail.is_all_known()) break;
      bytes += look_at_segment(root, segment, options, before, mail);
    }
  }
  return mail.counts();
}

}  // namespace queuehound
