// Lines of Exim's logs that do not begin with its stamp: syslog's, and what goes on with a record.
#include "formats/syslog_stamp.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

constexpr std::size_t kSyslogParts = 1024;  // records being joined

bool is_refusal(const EximFrame& frame) {
  const EximLineKind kind = classify_exim_text(frame);
  return kind == EximLineKind::reject || kind == EximLineKind::auth_failure;
}

bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

}  // namespace

// In the reject log the letter's headers follow a refusal, in the main log Exim indents the second
// line of its own texts; what syslog keeps is other programs' too.
void EximLogLearner::judge_unframed(std::string_view line) {
  const bool is_of_letter =
      is_reject_log_ && rejected_.read(line) != RejectedMessageLines::What::none;
  if (had_record_ && (is_of_letter || (!is_reject_log_ && is_indented(line)))) return;
  if (const auto syslog = parse_syslog_line(line); syslog && !syslog->host.empty()) return;
  ++tally_.records;
  not_understood(line);
}

// A line without Exim's stamp is syslog's, or continues the record before it.
void EximLogLearner::learn_from_syslog(std::string_view line, std::uint64_t offset) {
  const auto syslog = unwrap_syslog(line, server_.exim_syslog_name);
  if (!syslog) return judge_unframed(line);
  std::string joined;
  std::string_view inner = syslog->line;
  if (syslog->parts > 1) {
    if (syslog_parts_.size() > kSyslogParts) syslog_parts_.clear();
    std::string& sofar = syslog_parts_[syslog->pid];
    if (syslog->part == 1) sofar.clear();
    if (sofar.size() < kOneWrite * 2) sofar += syslog->line;
    if (syslog->ends_line) sofar += '\n';
    if (syslog->part < syslog->parts) return;
    joined = std::move(sofar);
    syslog_parts_.erase(syslog->pid);
    inner = std::string_view(joined).substr(0, joined.find('\n'));  // the letter's lines follow
  }
  auto frame = parse_exim_frame(inner);
  Time at;
  if (frame) {
    at = to_utc(*frame);
  } else {
    const auto stamped = parse_syslog_line(line);
    if (!stamped) return;
    at = SyslogYears(zone_, ledger_.to()).resolve(stamped->stamp);
    frame = parse_unstamped_exim_frame(inner, syslog->pid);
    inner = frame->text;
  }
  if (frame->pid == 0) frame->pid = syslog->pid;
  ++tally_.records;
  begin_record();
  last_at_ = at;
  if (server_.doubles_in_syslog && is_refusal(*frame) && copies_.takes(frame->pid, inner)) return;
  learn_unwrapped(*frame, line, offset, at);
}

}  // namespace queuehound
