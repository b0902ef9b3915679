#include "verdict/signs_of_sender.h"

#include <fmt/format.h>
#include "verdict/signal_parts.h"

namespace queuehound {

SignalReading foreign_sender(const CaseFile&, const Dossier& d) {
  const double part = share(d.foreign_sender, d.bulk.messages);
  if (d.foreign_sender < 5 || part < 0.2 || d.is_usual_sender) return {};
  // A customer's own mail server may relay in order to send under its own name.
  if (d.kind == IncidentKind::relay && d.may_relay && d.sender_domains <= 2) return {};
  return {part,
          fmt::format("{} messages claim a sender that is not this account's, such as {}",
                      d.foreign_sender, d.sample_foreign_sender),
          {},
          {}};
}

SignalReading many_senders(const CaseFile&, const Dossier& d) {
  const double strength = ramp(static_cast<double>(d.sender_domains), 2, 8);
  if (strength == 0) return {};
  return {strength, fmt::format("it sends under {} different domains", d.sender_domains), {}, {}};
}

SignalReading open_relay(const CaseFile& file, const Dossier& d) {
  if (d.may_relay || d.bulk.recipients < kEnoughToJudge) return {};
  return shown_by(file, d.first_in_log, 1,
                  "the host is in no list of hosts that may send without a login");
}

SignalReading stranger_posts(const CaseFile&, const Dossier& d) {
  const double part = share(d.flood_posts.size(), d.posts.size());
  if (d.flood_posts.empty() || part < 0.3) return {};
  return {part,
          fmt::format("{} of {} posts to the list came, many at a time or with one text, from "
                      "addresses that never wrote to this server before",
                      d.flood_posts.size(), d.posts.size()),
          {},
          {}};
}

}  // namespace queuehound
