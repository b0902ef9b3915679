#include "verdict/signs_of_innocence.h"
#include "pages/crowd.h"

#include <fmt/format.h>

#include "dossier/clients.h"
#include "dossier/refusals.h"
#include "dossier/script_place.h"
#include "verdict/signal_parts.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

std::string day_text(Time at) {
  const std::string stamp = to_rfc3339(at, TimeZone::utc());
  return stamp.substr(0, 10);
}

// A newsletter goes out within an hour or two, once a week, in its owner's name: its day excuses no
// trickle of letters under the names of several others' domains, which is no more in number. A page
// whose visitors' names its letters bear trickled on the days before, too.
bool is_unlike_its_past(const Dossier& d) {
  constexpr std::uint64_t kLetters = 20;
  constexpr std::size_t kDomains = 3;
  const bool is_in_others_names = d.foreign_sender >= kLetters && d.sender_domains >= kDomains &&
                                  d.foreign_sender * 10 >= d.bulk.messages * 9;
  const bool came_at_once = d.past.busiest_hour * 2 >= d.past.busiest_day;
  const bool trickles = d.bulk.busiest_hour * 3 <= d.bulk.busiest_day;
  return d.kind == IncidentKind::script && is_in_others_names && came_at_once && trickles &&
         d.past.median_day * 4 < static_cast<double>(d.bulk.busiest_day);
}

bool is_open_relay(const Dossier& d) { return d.kind == IncidentKind::relay && d.is_scattered; }

}  // namespace

SignalReading steady(const CaseFile&, const Dossier& d) {
  // Who takes few letters from each mailbox stays below what its owner sends, and a hole in this
  // server may be as old as its logs.
  if (d.shared_thief.customers > 0 || is_open_relay(d)) return {};
  // What its owner sends every day says nothing of a mailing that came from elsewhere.
  if (d.stranger_messages * 2 > d.bulk.messages && !are_owners_wanderings(d) && !d.sends_by_program)
    return {};
  if (is_refused_widely(d)) return {};
  if (d.past.is_always)
    return {1, fmt::format("sends as much every day, and has for {} days", d.past.days), {}, {}};
  if (is_unlike_its_past(d)) return {};
  if (d.past.days_like_now >= 2)
    return {1,
            fmt::format("sent as much on {} other days, last on {}", d.past.days_like_now,
                        day_text(d.past.like_now)),
            {},
            {}};
  if (d.past.is_weekly)
    return {
        0.9,
        fmt::format("sent as much a week or more ago to the day, on {}", day_text(d.past.like_now)),
        {},
        {}};
  if (d.past.days_like_now == 1)
    return {0.4, fmt::format("sent as much once before, on {}", day_text(d.past.like_now)), {}, {}};
  return {};
}

SignalReading ordinary_volume(const CaseFile&, const Dossier& d) {
  if (d.past.days < 3 || d.past.days_like_now > 0 || d.shared_thief.customers > 0 ||
      is_open_relay(d))
    return {};
  // What strangers send with a stolen login is no volume of the owner's.
  if (d.has_history_of_clients && d.stranger_messages * 2 > d.bulk.messages) return {};
  const double usual = std::max(static_cast<double>(d.past.busiest_day), 10.0);
  const double strength =
      1 -
      ramp(static_cast<double>(std::max(d.all.busiest_day, d.bulk.busiest_day)) / usual, 1.2, 1.8);
  if (strength == 0) return {};
  return {strength,
          fmt::format("no more than usual: {} recipients in 24 h ({})", d.all.busiest_day,
                      usual_words(d.past)),
          {},
          {}};
}

SignalReading owner_address(const CaseFile&, const Dossier& d) {
  std::uint64_t usual = d.web.from_owners_desk, known = 0;
  for (const Client& client : d.clients) {
    known += client.selected;
    if (client.is_usual) usual += client.selected;
  }
  const double part = share(usual, std::max<std::uint64_t>(known, d.bulk.messages));
  if (part < 0.8) return {};
  return {std::min(part, 1.0), "sent from the owner's usual addresses", {}, {}};
}

SignalReading list_headers(const CaseFile&, const Dossier& d) {
  const double part = share(d.list_headers, std::max<std::uint64_t>(1, d.queued));
  if (d.queued < 2 || part < 0.8) return {};
  return {part, "carries the headers of a mailing list people can leave", {}, {}};
}

SignalReading few_failures(const CaseFile&, const Dossier& d) {
  if (d.bulk.delivered < 30) return {};
  const double bad = share(d.bulk.failed, d.bulk.attempted());  // refusals as spam are among them
  const double strength = 1 - ramp(bad, 0.01, 0.04);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} of {} recipients took it without complaint", d.bulk.delivered,
                      d.bulk.attempted()),
          {},
          {}};
}

SignalReading correspondents(const CaseFile&, const Dossier& d) {
  const double part = share(d.correspondents, d.bulk.recipients);
  if (d.correspondents < 5 || part < 0.3) return {};
  return {ramp(part, 0.2, 0.6),
          fmt::format("{} of its recipients wrote to this server themselves", d.correspondents),
          {},
          {}};
}

// Tickets, "we are closed", "awaits approval": a letter each to those who wrote a moment before.
// Who has only their addresses, from mail that came long ago, chooses his own time.
// Whoever drives a page may send this server a letter in the name of each he writes to, just
// before. A host that fetches a mailbox and hands each letter to a ticket system's page did so on
// days before, too, and the page is older than all of its mail.
SignalReading answers(const CaseFile&, const Dossier& d) {
  constexpr std::uint32_t kRequestsBefore = 20;
  const bool is_posted_to = !d.web.drivers.empty() && d.web.posts * 2 >= d.web.joined;
  const bool is_of_years = d.is_old_file && d.place == ScriptPlace::ordinary &&
                           d.web.requests_before >= kRequestsBefore && d.past.median_day > 0;
  if (!is_answering(d) || is_planted(d.place) || (is_posted_to && !is_of_years)) return {};
  return {1,
          fmt::format("{} of {} letters answer people who wrote here a moment before, or tell the "
                      "same few of it",
                      d.answered, d.bulk.recipients),
          {},
          {}};
}

// A thief has the address book too, and what he finds in old mail; but not all of whom he writes to
// was written to in the last weeks.
SignalReading written_before(const CaseFile&, const Dossier& d) {
  constexpr double kNearlyAll = 0.75;  // adds this to full strength
  const double part = share(d.written_before, d.bulk.distinct_recipients);
  if (d.written_before < 5 || part < 0.5) return {};
  // One of twenty has left since: that is no bought list.
  const bool is_nearly_all = part >= 0.95 && d.stranger_clients == 1 && !was_guessed(d) &&
                             d.bulk.unknown_recipients * 20 <= d.bulk.attempted() &&
                             is_refused_by_few(d.bulk);
  return {ramp(part, 0.5, 0.8) + (is_nearly_all ? kNearlyAll : 0),
          fmt::format("{} of {} recipients were written to from this mailbox on earlier days, from "
                      "other addresses",
                      d.written_before, d.bulk.distinct_recipients),
          {},
          {}};
}

SignalReading taken_over(const CaseFile&, const Dossier& d) {
  if (d.taken_over.letters == 0) return {};
  return {
      1,
      fmt::format("the site moved: pages here sent these texts, {} letters on {} days, until {}, "
                  "and none since this host sends them",
                  d.taken_over.letters, d.taken_over.days, day_text(d.taken_over.last)),
      {},
      {}};
}

// A device has one line, and its owner a telephone besides: who sends the same few people letter
// upon letter from more places, none of them the owner's, buries them. Alarm boxes at several
// customers' lines tell each of them dozens of times in a busy night.
bool are_buried(const Dossier& d) {
  constexpr std::uint64_t kLettersEach = 50;
  constexpr std::size_t kPlaces = 3;
  return d.has_history_of_clients && d.stranger_messages * 2 > d.bulk.messages &&
         d.stranger_networks >= kPlaces && !are_owners_wanderings(d) &&
         d.bulk.recipients >= kLettersEach * d.bulk.distinct_recipients;
}

// Alarm boxes and tills tell their nine owners again and again by one mailbox; nobody spams nine
// people. One of them may have left: each alarm to him is one more that fails, the last round's
// before the others' too. A page buries as many.
double how_few(const Dossier& d) {
  constexpr std::uint64_t kAgain = 2, kGoneOf = 9;
  const auto people = static_cast<double>(d.bulk.distinct_recipients);
  const bool is_again = d.bulk.recipients >= kAgain * d.bulk.distinct_recipients;
  return d.kind == IncidentKind::mailbox && is_again &&
                 d.bulk.unknown_recipients * kGoneOf < d.bulk.attempted() + kGoneOf
             ? 1 - ramp(people, 9, 15)
             : 1 - ramp(people, 4, 10);
}

SignalReading few_people(const CaseFile& file, const Dossier& d) {
  if (d.bulk.distinct_recipients == 0 || are_buried(d)) return {};
  const double strength = how_few(d);
  if (strength == 0 || d.shared_thief.customers > 0 || do_drivers_bury(file, d)) return {};
  return {strength,
          fmt::format("goes to {} recipients only, again and again", d.bulk.distinct_recipients),
          {},
          {}};
}

SignalReading followers(const CaseFile&, const Dossier& d) {
  if (!goes_to_followers(d)) return {};
  return {1,
          fmt::format("{} letters to the same {} people, to all of them each time: who follows a "
                      "thread or a calendar",
                      d.bulk.recipients, d.bulk.distinct_recipients),
          {},
          {}};
}

// Whoever holds a stolen password phishes the owner's colleagues next, one by one, while the owner
// reads at his desk. A circular from a journey is few letters, and its writer reads where he is.
bool writes_to_colleagues_one_by_one(const Dossier& d) {
  constexpr std::uint64_t kLetters = 20;
  return d.has_history_of_clients && d.owner_reads_elsewhere && d.stranger_messages >= kLetters &&
         d.stranger_messages * 2 > d.bulk.messages && d.bulk.distinct_recipients >= kLetters &&
         !are_owners_wanderings(d) && !d.sends_by_program && !d.has_only_senders;
}

SignalReading own_people(const CaseFile&, const Dossier& d) {
  const double part = share(d.own_recipients, d.bulk.recipients);
  if (part < 0.8 || writes_to_colleagues_one_by_one(d)) return {};
  return {part, "goes to mailboxes of this server", {}, {}};
}

}  // namespace queuehound
