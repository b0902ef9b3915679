#include "verdict/clients.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace queuehound {
namespace {

constexpr seconds kWebmailSession{1800};  // between two requests of a person reading and writing
constexpr seconds kWebmailSend{5};
constexpr seconds kDay{86400};

bool is_own(const CaseFile& file, const IpAddress& address) {
  static const IpAddress kLoopback4 = *parse_ip_address("127.0.0.1"),
                         kLoopback6 = *parse_ip_address("::1");
  return address == kLoopback4 || address == kLoopback6 ||
         std::ranges::find(file.server.own_addresses, address) != file.server.own_addresses.end();
}

// The person who used the webmail as this user when the message was made: its own record of a sent
// message first, else the last request before.
std::uint32_t webmail_person(const std::vector<const WebmailUse*>& uses, Time at) {
  auto after = std::ranges::upper_bound(uses, at + kWebmailSend, {},
                                        [](const WebmailUse* use) { return use->at; });
  const WebmailUse* last = nullptr;
  while (after != uses.begin()) {
    const WebmailUse* use = *--after;
    if (use->at < at - kWebmailSession) break;
    if (use->is_send && use->at >= at - kWebmailSend) return use->address;
    if (last == nullptr && use->at <= at + seconds(1)) last = use;
    if (last != nullptr && use->at < at - kWebmailSend) break;
  }
  return last == nullptr ? 0 : last->address;
}

struct KnownUse {
  std::uint32_t count = 0, days = 0;
  std::size_t addresses = 0;
  Time first{};
  void add(std::uint32_t uses, std::uint32_t distinct_days, Time since) {
    if (uses == 0) return;
    count += uses;
    days = std::max(days, distinct_days);
    if (first == Time{} || since < first) first = since;
  }
};

IpNetwork widened(const IpAddress& address, int v4_prefix, int v6_prefix) {
  IpNetwork network{address, address.is_v4() ? 96 + v4_prefix : v6_prefix};
  for (std::size_t bit = static_cast<std::size_t>(network.prefix); bit < 128; ++bit)
    network.base.bytes[bit / 8] =
        static_cast<std::uint8_t>(network.base.bytes[bit / 8] & ~(0x80u >> (bit % 8)));
  return network;
}

// All this mailbox ever did from `network`: sending, reading, webmail.
KnownUse known_use(const CaseFile& file, std::uint32_t user, const IpNetwork& network, Time before) {
  KnownUse known;
  std::unordered_set<std::uint32_t> addresses;
  auto add = [&](std::uint32_t address, std::uint32_t uses, std::uint32_t days, Time first) {
    if (uses == 0 || first > before || !network.contains(file.ledger.address(address))) return;
    addresses.insert(address);
    known.add(uses, days, first);
  };
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    add(sent.address, sent.use.messages, sent.use.days, sent.use.first);
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    add(use.key.address, use.succeeded + use.succeeded_before, use.days, use.first_success);
  }
  known.addresses = addresses.size();
  return known;
}

// A telephone has another address of its provider's every day: a network the mailbox came from on
// several days, each time from elsewhere in it, is the owner's habit.
bool is_habit(const CaseFile& file, std::uint32_t user, const IpAddress& address, Time onset) {
  const KnownUse known = known_use(file, user, widened(address, 16, 48), onset - kDay);
  return known.addresses >= 3 && known.count >= 6 && known.first < onset - 5 * kDay;
}

// The owner's: in use on three days, or well before the mailing and more than a try-out. Intruders
// test a password a day ahead; they do not read mail with it for weeks (design.md 4).
bool is_owners(const KnownUse& known, Time onset) {
  if (known.count == 0 || known.first > onset - kDay) return false;
  return known.days >= 3 || known.first < onset - 7 * kDay || (known.days >= 2 && known.count >= 4);
}

}  // namespace

void find_clients(const CaseFile& file, Time onset, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t user = ledger.strings.find(dossier.account);
  std::vector<const WebmailUse*> webmail;
  for (const WebmailUse& use : ledger.webmail)
    if (use.user == user && user != 0) webmail.push_back(&use);

  std::unordered_map<std::uint64_t, std::uint32_t> index_of;
  dossier.clients.clear();
  dossier.client_of.assign(dossier.messages.size(), kNothing);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger.messages[dossier.messages[i]];
    std::uint32_t address = message.address;
    Via via = Via::smtp_auth;
    if (address != 0 && is_own(file, ledger.address(address))) {
      via = Via::webmail;
      const std::uint32_t person = webmail_person(webmail, message.at);
      if (person == 0) {
        ++dossier.unknown_client_messages;
        continue;
      }
      address = person;
    }
    if (address == 0) {
      ++dossier.unknown_client_messages;
      continue;
    }
    const auto [found, is_new] = index_of.try_emplace(
        (static_cast<std::uint64_t>(address) << 8) | static_cast<std::uint64_t>(via),
        static_cast<std::uint32_t>(dossier.clients.size()));
    if (is_new) {
      Client& client = dossier.clients.emplace_back();
      client.address = address;
      client.via = via;
      client.first = message.at;
    }
    Client& client = dossier.clients[found->second];
    ++client.messages;
    client.recipients += message.recipients;
    client.last = message.at;
    dossier.client_of[i] = found->second;
  }
  for (Client& client : dossier.clients) {
    const IpAddress address = ledger.address(client.address);
    const KnownUse known = known_use(file, user, neighbourhood_of(address), Time::max());
    if (is_owners(known, onset)) {
      client.is_usual = true;
      client.why_usual = "used by this mailbox since before the mailing";
    } else if (is_habit(file, user, address, onset)) {
      client.is_usual = true;
      client.why_usual = "of a network this mailbox has used for days, from changing addresses";
    }
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    dossier.has_history_of_clients |= file.logins.submissions[row].use.first < onset - kDay;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user))
    if (const LoginUse& use = ledger.logins[row]; use.first_success != Time{})
      dossier.has_history_of_clients |= use.first_success < onset - kDay;
}

void weigh_logins(const CaseFile& file, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t user = ledger.strings.find(dossier.account);
  if (user == 0) return;
  std::set<IpNetwork,
           decltype([](const IpNetwork& a, const IpNetwork& b) { return a.base < b.base; })>
      drivers;
  Time first_stranger = dossier.first_bulk;
  for (const Client& client : dossier.clients)
    if (client.selected > 0 && !client.is_usual)
      drivers.insert(neighbourhood_of(ledger.address(client.address)));
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = ledger.logins[row];
    const bool is_driver = drivers.contains(neighbourhood_of(ledger.address(use.key.address)));
    const std::uint32_t failures = use.failed + use.failed_before;
    if (failures > 0 && use.first_failure <= first_stranger && use.succeeded_before == 0) {
      dossier.failures_before += failures;
      if (is_driver) dossier.failures_from_drivers += failures;
    }
    const bool reads = use.key.door == Login::Door::imap || use.key.door == Login::Door::pop3 ||
                       use.key.door == Login::Door::webmail;
    if (reads && !is_driver && use.succeeded + use.succeeded_before > 0)
      dossier.owner_reads_elsewhere = true;
  }
}

}  // namespace queuehound
