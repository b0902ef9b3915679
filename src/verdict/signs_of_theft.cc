#include "verdict/signs_of_theft.h"

#include <fmt/format.h>
#include <algorithm>
#include "dossier/clients.h"
#include "verdict/signal_parts.h"

namespace queuehound {
namespace {

// Three letters with sixty colleagues each in Bcc are as much as a hundred and eighty; who only
// sends them has not come to read, as the owner in a hotel has.
bool are_enough_of_strangers(const Dossier& d) {
  constexpr std::uint64_t kLetters = 5, kFewLetters = 3, kManyPeople = 40;
  if (d.stranger_messages >= kLetters) return true;
  std::uint64_t reads = 0;
  for (const Client& client : d.clients)
    if (client.selected > 0 && !client.is_usual) reads += client.near_reads;
  return d.stranger_messages >= kFewLetters && d.stranger_recipients >= kManyPeople &&
         reads < d.stranger_messages;
}

// Of addresses that never got in: who guesses by SMTP leaves no line when he does. Anybody can have
// a mailbox knocked at, so that it weighs only where no owner would be: neither his program, nor to
// people he knows, nor where no log tells where else he is.
SignalReading knocked(const Dossier& d) {
  const bool are_his_people = d.written_before * 20 >= d.bulk.distinct_recipients * 19;
  if (d.sends_by_program || are_his_people || !d.has_history_of_clients) return {};
  const double strength = kKnocks * ramp(static_cast<double>(d.knocks), 10, 30);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} failed logins for this mailbox before, by others than who sends now and "
                      "never reads its mail",
                      d.knocks),
          {},
          {}};
}

// Who does not send now, and got in at last, may be an owner who gave up after a few.
SignalReading guessed_by_drivers(const Dossier& d) {
  if (d.is_guessed_as_ever) return {};
  const auto tries = static_cast<double>(d.failures_before);
  const double strength =
      d.failures_from_drivers > 0 ? ramp(tries, 3, 15) : 0.7 * ramp(tries, 10, 20);
  if (strength == 0) return {};
  return {
      strength,
      fmt::format(
          "{} failed logins for this mailbox before, {} of them from the networks that now send",
          d.failures_before, d.failures_from_drivers),
      {},
      {}};
}

}  // namespace

SignalReading many_networks(const CaseFile&, const Dossier& d) {
  if (d.stranger_messages < 5 || are_owners_wanderings(d)) return {};
  const double strength = std::max(ramp(static_cast<double>(d.stranger_lines), 1, 4),
                                   0.9 * ramp(static_cast<double>(d.stranger_origins), 2, 8));
  if (strength == 0) return {};
  const double of_botnets = 1.5 * ramp(static_cast<double>(d.stranger_providers),
                                       kMoreProvidersThanAPerson, kProvidersOfBotnets);
  return {
      strength + of_botnets,
      fmt::format("the login was used from {} addresses in {} networks that are not the owner's",
                  d.stranger_clients, d.stranger_networks),
      {},
      {}};
}

SignalReading stranger_address(const CaseFile& file, const Dossier& d) {
  if (!are_enough_of_strangers(d) || are_owners_wanderings(d) || d.sends_by_program) return {};
  const double part =
      share(d.stranger_messages, d.bulk.messages + (d.stranger_messages > d.bulk.messages
                                                        ? d.stranger_messages - d.bulk.messages
                                                        : 0));
  if (part < 0.5) return {};
  if (d.has_history_of_clients && !d.has_only_senders)
    return shown_by(
        file, d.first_from_stranger, part,
        fmt::format("{} messages came from {} address{} that the owner is not known at",
                    d.stranger_messages, d.stranger_clients, d.stranger_clients == 1 ? "" : "es"));
  if (d.owner_reads_elsewhere)
    return shown_by(
        file, d.first_from_stranger, part * 0.8,
        fmt::format("{} messages came from {} address{} where this mailbox's mail is hardly ever "
                    "read; its reader is elsewhere",
                    d.stranger_messages, d.stranger_clients, d.stranger_clients == 1 ? "" : "es"));
  return {};
}

SignalReading many_mailboxes(const CaseFile& file, const Dossier& d) {
  constexpr double kOfHostsOfThief = 0.6;
  if (d.shared_thief.customers == 0 || d.stranger_messages == 0) return {};
  if (!d.shared_thief.sure_of.empty())
    return shown_by(file, d.first_from_stranger, kOfHostsOfThief,
                    fmt::format("{} messages came from {} addresses, which abuse {} as well",
                                d.stranger_messages, d.stranger_clients, d.shared_thief.sure_of));
  return shown_by(file, d.first_from_stranger,
                  0.7 + 0.3 * ramp(static_cast<double>(d.shared_thief.customers), 5, 15),
                  fmt::format("{} messages came from where the mailboxes of {} customers suddenly "
                              "send, whose owners are elsewhere",
                              d.stranger_messages, d.shared_thief.customers));
}

SignalReading one_driver(const CaseFile& file, const Dossier& d) {
  if (d.one_driver.customers == 0) return {};
  return shown_by(
      file, d.first_from_stranger, 1,
      fmt::format("the mailboxes of {} customers, each read elsewhere, mail from there, "
                  "and {} of all their {} recipients do not exist or refuse it as spam",
                  d.one_driver.customers, d.one_driver.turned_away, d.one_driver.recipients));
}

SignalReading guessed(const CaseFile&, const Dossier& d) {
  if (d.stranger_messages < 5) return {};
  SignalReading by_drivers = guessed_by_drivers(d), by_others = knocked(d);
  return by_drivers.strength >= by_others.strength ? by_drivers : by_others;
}

SignalReading tries_of_others(const Dossier& d) {
  const double strength = kKnocks * ramp(static_cast<double>(d.failures_of_others), 3, 15);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} failed logins for this mailbox before, by others than who sends",
                      d.failures_of_others),
          {},
          {}};
}

}  // namespace queuehound
