#include "verdict/signs_of_volume.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include "dossier/refusals.h"
#include "dossier/script_place.h"
#include "verdict/signal_parts.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kEachDay = 8;  // of an episode of several days

// Days before the window that belong to the same episode: slow abuse is known by its sum.
std::uint64_t days_of_episode(const CaseFile& file, const Past& past) {
  if (past.is_always || past.episode_start == Time{}) return 0;
  const auto before = (file.ledger.from() - past.episode_start).count() / 86400;
  return before > 0 ? static_cast<std::uint64_t>(before) : 0;
}

// Who answers all comers answers spam, whose senders are forged: they do not exist, or their
// servers refuse a stranger's text come back in the answer. To hide behind it, an intruder would
// have to send this server a letter in the name of each he writes to, just before.
bool fails_by_answering(const Dossier& d) {
  return d.kind == IncidentKind::script && is_answering(d) && !is_planted(d.place) &&
         d.web.drivers.empty();
}

}  // namespace

SignalReading over_usual(const CaseFile& file, const Dossier& d) {
  const std::uint64_t in_all = d.bulk.busiest_day * (1 + days_of_episode(file, d.past));
  if (d.past.days == 0 || in_all < kEnoughToJudge || d.bulk.busiest_day < kEachDay) return {};
  const double usual = std::max({static_cast<double>(d.past.busiest_day), d.past.median_day, 4.0});
  const double ratio = static_cast<double>(d.bulk.busiest_day) / usual;
  // Three times the busiest day is where operators start to look, ten times is no coincidence. A
  // single day of history is a weak measure.
  const double strength =
      ramp(std::log2(ratio), std::log2(1.8), std::log2(8.0)) * (d.past.days >= 3 ? 1 : 0.7);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} recipients in 24 h ({})", d.bulk.busiest_day, usual_words(d.past)),
          {},
          {}};
}

SignalReading flood(const CaseFile&, const Dossier& d) {
  // Where the past is unknown the fixed limits others use must serve: 100 to 200 an hour.
  const double unknown_past =
      d.past.days == 0 ? ramp(static_cast<double>(d.bulk.busiest_hour), 60, 200) : 0;
  const double strength = ramp(static_cast<double>(d.bulk.busiest_hour), 15, 60) + unknown_past;
  if (strength == 0 || d.past.is_always) return {};
  return {
      strength,
      fmt::format("{} recipients within one hour ({})", d.bulk.busiest_hour, usual_words(d.past)),
      {},
      {}};
}

SignalReading bad_recipients(const CaseFile& file, const Dossier& d) {
  const double part = share(d.bulk.unknown_recipients, d.bulk.attempted());
  if (d.bulk.unknown_recipients < 5 || part < 0.08 || fails_by_answering(d) ||
      are_reports_to_domains(file, d))
    return {};
  return {
      ramp(part, 0.05, 0.3),
      fmt::format("{} of {} recipients tried do not exist ({:.0f} %): a bought or invented list",
                  d.bulk.unknown_recipients, d.bulk.attempted(), part * 100),
      {},
      {}};
}

SignalReading refused_as_spam(const CaseFile& file, const Dossier& d) {
  constexpr double kOneProvider = 0.1;
  if (d.bulk.spam_refusals < 3 || is_refused_by_few(d.bulk) || fails_by_answering(d) ||
      are_reports_to_domains(file, d))
    return {};
  const double strength = std::max(ramp(static_cast<double>(d.bulk.spam_refusals), 2, 20),
                                   ramp(share(d.bulk.spam_refusals, d.bulk.recipients), 0.02, 0.2));
  const bool is_one = is_refused_by_one(file, d);
  return {is_one ? strength * kOneProvider : strength,
          fmt::format("{} recipients{} as spam{}", d.bulk.spam_refusals,
                      is_one ? " at one provider were refused" : "' servers refused it",
                      is_one ? "; the others took it" : ""),
          {},
          {}};
}

SignalReading one_text(const CaseFile& file, const Dossier& d) {
  if (d.top_text < 5 && d.top_text_recipients < kEnoughToJudge) return {};
  const double part = share(d.top_text, d.with_subject);
  const double strength =
      ramp(static_cast<double>(d.top_text_recipients), 8, 40) * (part >= 0.25 ? 1 : 0.6);
  if (strength == 0) return {};
  return {strength,
          fmt::format("one text, {} time{} to {} recipients: {}", d.top_text,
                      d.top_text == 1 ? "" : "s", d.top_text_recipients,
                      file.ledger.text(d.top_subject)),
          {},
          {}};
}

SignalReading strangers_written_to(const CaseFile&, const Dossier& d) {
  if (d.bulk.recipient_domains < 10) return {};
  const double strength = ramp(static_cast<double>(d.bulk.recipient_domains), 8, 50);
  return {strength,
          fmt::format("written to {} people at {} domains", d.bulk.distinct_recipients,
                      d.bulk.recipient_domains),
          {},
          {}};
}

SignalReading queue_pile(const CaseFile&, const Dossier& d) {
  const double strength = ramp(static_cast<double>(d.queued), 20, 100);
  if (strength == 0) return {};
  return {strength, fmt::format("{} of its messages are waiting in the queue", d.queued), {}, {}};
}

}  // namespace queuehound
