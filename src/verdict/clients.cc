#include "verdict/clients.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/keyed_rows.h"

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

// Joins a webmail's submissions to the people before it: its own record of a sent message first,
// each used once and the nearest in time; else whoever made the last request before.
class WebmailPeople {
 public:
  explicit WebmailPeople(std::vector<const WebmailUse*> uses)
      : uses_(std::move(uses)), taken_(uses_.size()) {}

  std::uint32_t person_at(Time at) {
    const auto time_of = [](const WebmailUse* use) { return use->at; };
    const auto first = std::ranges::lower_bound(uses_, at - kWebmailSend, {}, time_of);
    std::size_t best = uses_.size();
    for (auto use = first; use != uses_.end() && (*use)->at <= at + kWebmailSend; ++use) {
      const auto i = static_cast<std::size_t>(use - uses_.begin());
      if ((*use)->is_send && !taken_[i] &&
          (best == uses_.size() || distance(i, at) < distance(best, at)))
        best = i;
    }
    if (best != uses_.size()) {
      taken_[best] = true;
      return uses_[best]->address;
    }
    auto after = std::ranges::upper_bound(uses_, at + seconds(1), {}, time_of);
    if (after == uses_.begin()) return 0;
    const WebmailUse* last = *--after;
    return last->at < at - kWebmailSession ? 0 : last->address;
  }

 private:
  seconds distance(std::size_t i, Time at) const { return std::chrono::abs(uses_[i]->at - at); }

  std::vector<const WebmailUse*> uses_;  // in order of time
  std::vector<bool> taken_;
};

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

struct AddressHash {
  std::size_t operator()(const IpAddress& address) const { return IpAddressHash{}(address); }
};

// All a mailbox ever did, summed up by network once: a stolen one may have many thousand clients.
class KnownNetworks {
 public:
  KnownNetworks(const CaseFile& file, std::uint32_t user, Time onset) : onset_(onset) {
    for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
      const SubmissionUse& sent = file.logins.submissions[row];
      add(file.ledger.address(sent.address), sent.use.messages, sent.use.days, sent.use.first);
    }
    for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
      const LoginUse& use = file.ledger.logins[row];
      add(file.ledger.address(use.key.address), file.ledger.successes_of(use), use.days,
          use.first_success);
    }
  }

  KnownUse near(const IpAddress& address) const {
    return found(near_, neighbourhood_of(address).base);
  }

  // A telephone has another address of its provider's every day: a network the mailbox came from on
  // several days, each time from elsewhere in it, is the owner's habit.
  bool is_habit(const IpAddress& address) const {
    const KnownUse known = found(wide_, widened(address, 16, 48).base);
    return known.addresses >= 3 && known.count >= 6 && known.first < onset_ - 5 * kDay;
  }

 private:
  using Table = std::unordered_map<IpAddress, KnownUse, AddressHash>;

  void add(const IpAddress& address, std::uint32_t uses, std::uint32_t days, Time first) {
    if (uses == 0) return;
    near_[neighbourhood_of(address).base].add(uses, days, first);
    if (first > onset_ - kDay) return;
    KnownUse& wide = wide_[widened(address, 16, 48).base];
    wide.add(uses, days, first);
    wide.addresses += seen_.insert(address).second;
  }
  static KnownUse found(const Table& table, const IpAddress& base) {
    const auto entry = table.find(base);
    return entry == table.end() ? KnownUse{} : entry->second;
  }

  Time onset_;
  Table near_, wide_;
  std::unordered_set<IpAddress, AddressHash> seen_;
};

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

  WebmailPeople people(std::move(webmail));
  KeyedRows<std::uint32_t> index_of;  // by address and door: row of clients and one more
  dossier.clients.clear();
  dossier.client_of.assign(dossier.messages.size(), kNothing);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger.messages[dossier.messages[i]];
    std::uint32_t address = message.address;
    Via via = Via::smtp_auth;
    if (address != 0 && is_own(file, ledger.address(address))) {
      via = Via::webmail;
      const std::uint32_t person = people.person_at(message.at);
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
    std::uint32_t& row =
        index_of[(static_cast<std::uint64_t>(address) << 8) | static_cast<std::uint64_t>(via)];
    if (row == 0) {
      Client& client = dossier.clients.emplace_back();
      client.address = address;
      client.via = via;
      client.first = message.at;
      row = static_cast<std::uint32_t>(dossier.clients.size());
    }
    Client& client = dossier.clients[row - 1];
    ++client.messages;
    client.recipients += message.recipients;
    client.last = message.at;
    dossier.client_of[i] = row - 1;
  }
  const KnownNetworks known(file, user, onset);
  for (Client& client : dossier.clients) {
    const IpAddress address = ledger.address(client.address);
    if (is_owners(known.near(address), onset)) {
      client.is_usual = true;
      client.why_usual = "used by this mailbox since before the mailing";
    } else if (known.is_habit(address)) {
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
    if (use.key.door == Login::Door::other) continue;  // told by Exim's log too
    const bool is_driver = drivers.contains(neighbourhood_of(ledger.address(use.key.address)));
    const std::uint32_t failures = ledger.failures_of(use);
    if (failures > 0 && use.first_failure <= first_stranger && use.succeeded_before == 0) {
      dossier.failures_before += failures;
      if (is_driver) dossier.failures_from_drivers += failures;
    }
    const bool reads = use.key.door == Login::Door::imap || use.key.door == Login::Door::pop3 ||
                       use.key.door == Login::Door::webmail;
    if (reads && !is_driver && ledger.successes_of(use) > 0) dossier.owner_reads_elsewhere = true;
  }
}

}  // namespace queuehound
