#include "verdict/signal_parts.h"
#include "dossier/clients.h"

#include <fmt/format.h>

#include <cmath>

namespace queuehound {

SignalReading shown_by(const CaseFile& file, MessageIndex index, double strength,
                       std::string text) {
  SignalReading reading{strength, std::move(text), {}, {}};
  if (index == kNothing) return reading;
  const Message& message = file.ledger.messages[index];
  reading.source = file.ledger.line_of(message);
  reading.message = file.ledger.logged_id(message).text();
  return reading;
}

std::string usual_words(const Past& past) {
  if (past.days == 0) return "usual unknown: no older log";
  // A median is a whole number or a half.
  return fmt::format("usual: {:.{}f} a day, busiest {} in {} days", past.median_day,
                     past.median_day == std::floor(past.median_day) ? 0 : 1, past.busiest_day,
                     past.days);
}

bool is_answering(const Dossier& d) {
  constexpr std::uint64_t kEnough = 20;
  return d.answered >= kEnough && d.flood_posts.empty() &&
         share(d.answered, d.bulk.recipients) >= 0.8;
}

bool are_owners_wanderings(const Dossier& d) {
  constexpr std::size_t kBusierThanUsual = 6;
  if (is_new_every_day(d)) return d.stranger_clients <= kBusierThanUsual * d.usual_new_clients;
  return d.is_wanderer && d.stranger_networks <= 2 && d.stranger_clients <= 3;
}

}  // namespace queuehound
