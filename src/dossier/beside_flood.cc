#include "dossier/beside_flood.h"

#include <algorithm>
#include <cmath>

#include "dossier/chance.h"
#include "dossier/homes.h"

namespace queuehound {

BesideFlood::BesideFlood(const CaseFile& file, const Likeness& likeness, const Dossier& dossier)
    : file_(file) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (dossier.client_of[i] == kNothing) continue;
    const IpAddress place = near(file, dossier.clients[dossier.client_of[i]].address);
    const Message& message = file.ledger.messages[dossier.messages[i]];
    add(message, likeness.text_of(i), sent_[place]);
    add(message, nullptr, all_);
  }
  for (const auto& [place, sent] : sent_)
    for (const Alike* const text : sent.texts) ++places_of_text_[text];
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  const Readings readings = readings_of(file, user);
  readings_ = static_cast<std::uint32_t>(readings.size());
  for (const auto& [place, reading] : readings)
    if (const auto sent = sent_.find(place); sent != sent_.end())
      sent->second.use.add(reading.sessions, reading.first, reading.last);
  for_each_stay(file, user, [&](const Stay& stay) {
    if (const auto sent = sent_.find(near(file, stay.address)); sent != sent_.end())
      sent->second.use.add(0, stay.first, stay.last);
  });
  for (const auto& [place, sent] : sent_) {
    second_ = std::min(second_, std::max(first_, sent.use.first));
    first_ = std::min(first_, sent.use.first);
  }
  for (const auto& [place, sent] : sent_)
    if (is_innocent(sent)) innocent_.insert(place);
}

void BesideFlood::add(const Message& message, const Alike* text, Sent& sent) {
  ++sent.letters;
  sent.people += message.recipients;
  sent.use.add(0, message.at, message.at);
  if (text != nullptr) sent.texts.insert(text);
  sent.untitled += !message.has_subject;
  file_.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    const bool is_away = recipient.outcome == Outcome::failed;
    sent.tried += is_away || recipient.outcome == Outcome::delivered;
    sent.turned_away += is_away;
  });
}

bool BesideFlood::has_own_texts(const Sent& here) const {
  return std::ranges::all_of(here.texts,
                             [&](const Alike* text) { return places_of_text_.at(text) == 1; });
}

// One text, one letter each, and his list is as old as any honest one; that of the others is
// bought: of as many of their letters twice as many would be turned away, beyond chance. Where no
// log tells the texts, four times.
bool BesideFlood::is_newsletter(const Sent& here) const {
  constexpr std::uint64_t kTried = 20;
  constexpr double kOfYears = 0.05, kBought = 0.1, kTimes = 2, kTimesUntold = 4;
  const std::uint64_t others_tried = all_.tried - here.tried;
  if (here.tried < kTried || here.tried * 2 < here.people || others_tried < kTried ||
      !is_chance(here.turned_away, here.tried, kOfYears) || !has_own_texts(here) ||
      here.texts.size() > 1 || here.people > here.letters)
    return false;
  const double of_others =
      static_cast<double>(all_.turned_away - here.turned_away) / static_cast<double>(others_tried);
  const double as_theirs = of_others * static_cast<double>(here.tried);
  const auto away = static_cast<double>(here.turned_away);
  return of_others >= kBought && away + 2 * std::sqrt(as_theirs) <= as_theirs &&
         away * (here.untitled > 0 ? kTimesUntold : kTimes) <= as_theirs;
}

bool BesideFlood::is_innocent(const Sent& here) const {
  return is_of_owner_by_hand(here) || is_newsletter(here);
}

bool BesideFlood::is_of_owner_by_hand(const Sent& here) const {
  constexpr std::uint64_t kFew = 50, kPeople = 100, kTimes = 4, kLeast = 5, kTaken = 3, kOneOf = 10,
                          kOneOfDays = 20;
  constexpr std::uint32_t kSessions = 3;
  constexpr seconds kHours{7200};
  const std::uint64_t by_others = all_.letters - here.letters;
  const std::uint64_t others_tried = all_.tried - here.tried;
  const bool was_there_before = here.use.first == first_ && first_ + kTheDayBefore <= second_;
  const bool is_flood = by_others >= kTimes * here.letters && all_.turned_away >= kLeast &&
                        all_.turned_away * (was_there_before ? kOneOfDays : kOneOf) >= others_tried;
  if (!is_flood || here.letters > kFew || here.people > kPeople || here.turned_away > 0 ||
      here.tried < kTaken || here.use.last - here.use.first < kHours)
    return false;
  const bool is_only_reader = readings_ == 1 && here.use.sessions >= kSessions;
  return is_only_reader || was_there_before || (here.untitled == 0 && has_own_texts(here));
}

bool BesideFlood::is_innocent(const Client& client) const {
  return innocent_.size() == 1 && innocent_.contains(near(file_, client.address));
}

}  // namespace queuehound
