#include "dossier/never_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "dossier/known_networks.h"
#include "dossier/reading_door.h"

namespace queuehound {
namespace {

// Content networks stand between visitors and the server: their address is everybody's. Cloudflare
// publishes its ranges; others differ from site to site and come from the configuration (proxies).
constexpr std::array<std::string_view, 22> kContentNetworks = {
    "173.245.48.0/20",  "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22",    "141.101.64.0/18",
    "108.162.192.0/18", "190.93.240.0/20", "188.114.96.0/20", "197.234.240.0/22", "198.41.128.0/17",
    "162.158.0.0/15",   "104.16.0.0/13",   "104.24.0.0/14",   "172.64.0.0/13",    "131.0.72.0/22",
    "2400:cb00::/32",   "2606:4700::/32",  "2803:f800::/32",  "2405:b500::/32",   "2405:8100::/32",
    "2a06:98c0::/29",   "2c0f:f248::/32"};

bool in_any(const std::vector<IpNetwork>& networks, const IpAddress& address) {
  return std::ranges::any_of(networks,
                             [&](const IpNetwork& network) { return network.contains(address); });
}

// Mailboxes other than the one judged that used the address well before the trouble began.
std::size_t good_neighbours(const CaseFile& file, const IpAddress& address,
                            std::string_view except_mailbox, Time onset) {
  const Ledger& ledger = file.ledger;
  std::unordered_set<std::uint32_t> users;
  const std::uint32_t except = ledger.strings.find(except_mailbox);
  const std::uint32_t address_id = ledger.strings.find(bytes_of(address));
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address_id)) {
    const LoginUse& use = ledger.logins[row];
    const LoginsGotIn& got_in = ledger.got_in_of(use);
    if (use.key.user != except && got_in.days >= 2 && got_in.first_success != Time{} &&
        got_in.first_success < onset - seconds(86400))
      users.insert(use.key.user);
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address_id)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    if (sent.user != except && sent.use.days >= 2 && sent.use.first < onset - seconds(86400))
      users.insert(sent.user);
  }
  return users.size();
}

// An address that so many other mailboxes read their mail from is a webmail's or an office's,
// however short the log. Who stole them all and sends with them, or mostly fails, is not protected.
std::size_t readers_of(const CaseFile& file, const IpAddress& address,
                       std::string_view except_mailbox, Time onset) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t except = ledger.strings.find(except_mailbox);
  const std::uint32_t address_id = ledger.strings.find(bytes_of(address));
  std::unordered_set<std::uint32_t> readers;
  std::uint64_t succeeded = 0, failed = 0;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address_id)) {
    const LoginUse& use = ledger.logins[row];
    failed += ledger.failures_of(use);
    succeeded += ledger.successes_of(use);
    const Time first_in = ledger.got_in_of(use).first_success;
    if (is_reading(use.key.door) && use.key.user != except && first_in != Time{} &&
        first_in < onset)
      readers.insert(use.key.user);
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address_id))
    if (file.logins.submissions[row].use.messages >= kMostOfAReader)
      readers.erase(file.logins.submissions[row].user);
  return failed < succeeded ? readers.size() : 0;
}

}  // namespace

const std::vector<IpNetwork>& content_networks() {
  static const std::vector<IpNetwork> networks = [] {
    std::vector<IpNetwork> parsed;
    for (const std::string_view text : kContentNetworks)
      if (const auto network = parse_ip_network(text)) parsed.push_back(*network);
    return parsed;
  }();
  return networks;
}

bool is_shared_by_visitors(const Server& server, const IpAddress& address) {
  return in_any(server.proxies, address) || in_any(content_networks(), address);
}

std::string why_never_block(const CaseFile& file, const IpAddress& address,
                            std::string_view except_mailbox, Time onset) {
  const Server& server = file.server;
  if (is_loopback(address)) return "loopback: this server itself";
  if (server.is_own_address(address)) return "an address of this server";
  if (is_private(address)) return "a private address: a computer or proxy of this network";
  if (in_any(server.protected_networks, address))
    return "protected in queuehound.toml or on the allow list";
  if (in_any(server.proxies, address)) return "a proxy this server trusts";
  if (in_any(content_networks(), address)) return "a content network: many visitors share it";
  if (const std::size_t others = good_neighbours(file, address, except_mailbox, onset); others > 0)
    return fmt::format("{} other mailbox{} used it honestly before", others,
                       others == 1 ? "" : "es");
  constexpr std::size_t kManyReaders = 5;
  if (const std::size_t readers = readers_of(file, address, except_mailbox, onset);
      readers >= kManyReaders)
    return fmt::format("{} other mailboxes read their mail from it: a webmail or an office",
                       readers);
  OwnersNetworks owners(file);
  if (const std::size_t at_home = owners.at_home(file.ledger.strings.find(bytes_of(address)),
                                                 file.ledger.strings.find(except_mailbox));
      at_home >= OwnersNetworks::kAFew)
    return "owners of other mailboxes, who come from its network on other days, use it today";
  return {};
}

}  // namespace queuehound
