#include "dossier/unnamed_login.h"
#include "dossier/reading_door.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

namespace queuehound {
namespace {

constexpr std::string_view kToAdd =
    "add \"server_set_id = $auth1\" (for PLAIN \"$auth2\") to the authenticators, and the log will "
    "tell";

bool is_unnamed(const CaseFile& file, const Message& message) {
  return message.came_with_login && message.is_counted() && message.sender != 0 &&
         message.address != 0 &&
         file.ledger.actors[message.actor].submission == SubmissionClass::remote;
}

std::set<std::string_view> readers_at(const CaseFile& file, std::uint32_t address) {
  std::set<std::string_view> readers;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address)) {
    const LoginUse& use = file.ledger.logins[row];
    if (is_reading(use.key.door) && file.ledger.in_window_of(use).succeeded > 0)
      readers.insert(file.ledger.text(use.key.user));
  }
  return readers;
}

std::uint32_t address_of(const CaseFile& file, const Dossier& dossier) {
  return dossier.messages.empty() ? 0 : file.ledger.messages[dossier.messages.front()].address;
}

}  // namespace

bool has_logged_in_before(const CaseFile& file, std::uint32_t address) {
  const Ledger& ledger = file.ledger;
  const ActorId host =
      ledger.find_actor(SubmissionClass::remote, bytes_of(ledger.address(address)), "");
  if (host != FlatMap::kNone && ledger.wrote_before_window(ledger.actors[host])) return true;
  return std::ranges::any_of(
      rows_of(file.logins.logins_of_address, address),
      [&](std::uint32_t row) { return ledger.got_in_of(ledger.logins[row]).succeeded_before > 0; });
}

// Whose letters come from where they always came from, writes from there: who uses his name from a
// place that nobody knows has his password, or another's of this server.
void study_unnamed_logins(const CaseFile& file, std::vector<Dossier>& dossiers) {
  const auto is_asked = [](const Dossier& dossier) { return dossier.has_unnamed_login; };
  if (std::ranges::none_of(dossiers, is_asked)) return;
  std::unordered_map<std::uint32_t, bool> is_old;   // by address
  std::unordered_map<std::uint32_t, Time> at_home;  // senders: the last time
  const auto is_known = [&](std::uint32_t address) {
    const auto [row, is_new] = is_old.try_emplace(address);
    if (is_new) row->second = has_logged_in_before(file, address);
    return row->second;
  };
  for (const Message& message : file.ledger.messages)
    if (is_unnamed(file, message) && is_known(message.address)) {
      Time& last = at_home[message.sender];
      last = std::max<Time>(last, message.at);
    }
  for (Dossier& dossier : dossiers) {
    if (!dossier.has_unnamed_login || is_known(address_of(file, dossier))) continue;
    // An office that moved came from the old place too, this morning at the latest.
    const Time since = file.ledger.messages[dossier.messages.front()].at;
    for (const MessageIndex index : dossier.messages) {
      const auto home = at_home.find(file.ledger.messages[index].sender);
      dossier.sender_is_elsewhere += home != at_home.end() && home->second > since;
    }
  }
}

// An owner on a journey answers some letters from there; his text does not go to forty people.
SignalReading login_of_a_stranger(const CaseFile& file, const Dossier& dossier) {
  constexpr double kFew = 30, kMany = 80;
  if (!dossier.has_unnamed_login || dossier.sender_is_elsewhere * 2 < dossier.messages.size())
    return {};
  const double many =
      std::clamp((static_cast<double>(dossier.bulk.recipients) - kFew) / (kMany - kFew), 0.0, 1.0);
  if (many == 0) return {};
  const std::string_view name =
      dossier.messages.empty()
          ? "somebody"
          : file.ledger.text(file.ledger.messages[dossier.messages.front()].sender);
  return {many,
          fmt::format("it logged in from where nobody ever did, and writes as {}, who writes from "
                      "elsewhere as ever",
                      name),
          {},
          {}};
}

Evidence about_unnamed_login(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kMostNamed = 3;
  const std::set<std::string_view> readers = readers_at(file, address_of(file, dossier));
  std::string who;
  for (const std::string_view reader : readers) {
    if (readers.size() > kMostNamed) break;
    who += (who.empty() ? "" : ", ") + std::string(reader);
  }
  if (!who.empty()) who = "; mail is read from there by " + who;
  Evidence evidence;
  evidence.signal = std::string(kUnnamedLogin);
  evidence.text = fmt::format(
      "the client logged in, and Exim's authenticator does not say as whom{}: {}", who, kToAdd);
  return evidence;
}

std::string note_of_unnamed_logins(const CaseFile& file) {
  std::uint64_t count = 0;
  for (const Message& message : file.ledger.messages)
    count += message.in_window && is_unnamed(file, message);
  if (count == 0) return {};
  return fmt::format("{} message{} came with a login that nothing names: {}", count,
                     count == 1 ? "" : "s", kToAdd);
}

}  // namespace queuehound
