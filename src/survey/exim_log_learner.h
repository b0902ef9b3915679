// Teaches a ledger one stretch of Exim's main or reject log. Pairs `cwd=` records with the local
// submissions they belong to, and notices blocks that a local user forged (design.md 3: a directory
// whose name holds a newline writes any line into the log).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "evidence/ledger.h"
#include "formats/exim_log.h"
#include "formats/exim_plain.h"
#include "formats/rejected_message.h"
#include "host/server.h"
#include "survey/block_marks.h"
#include "survey/cwd_records.h"
#include "survey/domain_places.h"
#include "survey/forgery_guard.h"
#include "survey/line_tally.h"
#include "survey/syslog_copies.h"

namespace queuehound {

class EximLogLearner {
 public:
  // `file`: index into Ledger::files. `zone`: the log's own, see find_log_zone.
  // `cwds`: what is known of records already; must outlive it.
  EximLogLearner(Ledger& ledger, const Server& server, const TimeZone& zone, std::uint32_t file,
                 CwdReader* cwds = nullptr, LogKind kind = LogKind::exim_main);

  void learn_block(std::string_view lines, std::uint64_t offset);
  // Lines before this stretch, for their cwd= records only: a submission just after the cut still
  // finds its directory.
  void prime(std::string_view lines, std::uint64_t offset);
  void finish();  // after the last block
  const LineTally& tally() const { return tally_; }

 private:
  void learn_line(std::string_view line, std::uint64_t offset);
  void learn_record(const EximFrame& frame, EximLineKind kind, std::string_view line,
                    std::uint64_t offset, Time at);
  void learn_framed(const EximFrame& frame, std::string_view line, std::uint64_t offset, Time at);
  // The same, for who is told a frame by syslog: not compiled into the way of Exim's own lines.
  void learn_unwrapped(const EximFrame& frame, std::string_view line, std::uint64_t offset,
                       Time at);
  void learn_arrival(const EximFrame& frame, std::string_view line, std::uint64_t offset, Time at);
  bool read_arrival(std::string_view text, PlainArrival& parsed);
  bool read_delivery(EximLineKind kind, std::string_view text, PlainDelivery& parsed,
                     bool& is_discard);
  void learn_delivery(const EximFrame& frame, EximLineKind kind, std::string_view line,
                      std::uint64_t offset, Time at);
  void learn_reject(const EximFrame& frame, std::string_view line, std::uint64_t offset, Time at);
  bool learn_plain_refusal(const EximFrame& frame, std::string_view line, std::uint64_t offset,
                           Time at);
  void learn_refusal(Refusal& refusal, std::string_view line, std::uint64_t offset);
  void learn_auth_failure(const PlainAuthFailure& failure, std::string_view line,
                          std::uint64_t offset, Time at);
  void learn_cwd(const EximFrame& frame, std::string_view line, std::uint64_t offset, Time at);
  void learn_from_syslog(std::string_view line, std::uint64_t offset);
  void judge_unframed(std::string_view line);
  void pair_directory(const EximFrame& frame, std::string_view protocol, Arrival& arrival);
  void hold_or_take(std::string_view line, std::uint64_t offset);
  void take_line(std::string_view line, std::uint64_t offset);
  void release_held();
  void note_forgery(std::uint64_t from, std::uint64_t to, std::string_view line);
  void not_understood(std::string_view line);
  void not_believed(std::string_view line);
  Time to_utc(const EximFrame& frame);

  Ledger& ledger_;
  const Server& server_;
  const TimeZone& zone_;
  std::uint32_t file_;
  bool is_reject_log_;
  void begin_record() {  // what has no stamp may go on with it
    had_record_ = true;
    rejected_ = {};
  }
  void begin_in_the_midst() {
    if (had_record_) return;
    had_record_ = true;
    rejected_.begin_in_its_midst();
  }
  bool had_record_ = false;
  RejectedMessageLines rejected_;  // of the reject log
  LineTally tally_;
  std::unique_ptr<CwdReader> own_cwds_;  // where no other is given
  CwdReader& cwds_;
  PendingCwds pending_;
  std::vector<std::string_view> recipients_;                     // reused
  std::unordered_map<std::uint64_t, std::string> syslog_parts_;  // by pid, "[1\2] ..." being joined
  SyslogCopies copies_;
  DomainPlaces domains_;
  std::string login_, subject_;                          // reused
  std::string_view unescaped(std::string_view subject);  // valid until the next call
  bool prime_only_ = false;
  bool is_odd_ = false;  // something in the line was not understood
  EximFrameReader frames_;
  BlockMarks marks_;
  ForgeryGuard guard_;
  HeldLines held_;
  std::string held_path_;  // of the record that broke off
  Time held_at_{};
  enum class Proof : std::uint8_t { unknown, given, missing };
  bool is_proven();

  Proof proof_ = Proof::unknown;  // that line_, which stands at line_offset_, is not forged
  std::string_view line_;
  std::uint64_t line_offset_ = 0;
  std::uint64_t line_end_ = 0;
  std::int64_t hour_start_ = INT64_MIN / 2;  // on the wall; where cached_offset_ holds
  std::int64_t last_wall_seconds_ = 0;
  seconds cached_offset_{0};
  Time last_at_{};
};

// Nothing but its null sender tells a bounce from a program's mail, and any user may give sendmail
// that one: Exim's own bounces are handed in by Exim's user. What names the message it answers (R=,
// -localerror: "-E" before the id, which anybody may write) is one of a user that no settings name,
// but no customer's: his vacation message is his program's. `user`: "" where not told.
bool is_made_by_exim(const Server& server, std::string_view user, bool names_answered);

// A login as the mailbox it is: lower case; "user%domain" and "user+domain" (cPanel's other
// spellings) with '@' where the domain is one of ours; a bare name completed by the qualify domain.
std::string mailbox_of_login(std::string_view login, const Server& server);
// The same into a string whose room is used again: there is a login on every second arrival.
void take_mailbox_of_login(std::string_view login, const Server& server, std::string& mailbox);

// The offset Exim's stamps really have: message ids hold the UTC second of arrival, so lines that
// carry both tell the zone, whatever the tree's own zone files say. nullopt: too few to tell, or
// they agree with `zone`.
std::optional<seconds> find_log_offset(std::string_view lines, const TimeZone& zone);

}  // namespace queuehound
