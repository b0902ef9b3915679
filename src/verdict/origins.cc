#include "verdict/origins.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dossier/guessed_in.h"
#include "dossier/list_posts.h"
#include "dossier/mail_house.h"
#include "dossier/never_block.h"
#include "pages/collecting_page.h"
#include "pages/spared_visitors.h"
#include "verdict/relay_client.h"

namespace queuehound {
namespace {

// Who sends with many customers' mailboxes may read in all of them first: who is to speak for his
// address did so before the window.
Time begin_of(const CaseFile& file, const Dossier& dossier, const IpAddress& address) {
  const std::uint32_t id = file.ledger.strings.find(bytes_of(address));
  const bool is_shared = std::ranges::binary_search(dossier.shared_thief.addresses, id);
  return is_shared ? file.ledger.from() : dossier.first_bulk;
}

Origin make_origin(const CaseFile& file, const Dossier& dossier, const IpAddress& address,
                   Via via) {
  Origin origin;
  origin.address = address;
  origin.via = via;
  origin.not_blocked_because =
      why_never_block(file, address, dossier.account, begin_of(file, dossier, address));
  return origin;
}

// Who guessed the password for the others, by the test letter that he sent with it.
void add_sellers(const CaseFile& file, const Dossier& dossier, std::set<IpAddress>& drivers,
                 Incident& incident) {
  const std::vector<GuessedIn> sellers = guessed_in(file, dossier);
  std::unordered_map<std::uint32_t, std::vector<const Client*>> clients;  // by address
  if (!sellers.empty())
    for (const Client& client : dossier.clients) clients[client.address].push_back(&client);
  for (const GuessedIn& seller : sellers) {
    const IpAddress address = file.ledger.address(seller.address);
    drivers.insert(address);
    for (const Client* const client : clients[seller.address]) {
      Origin origin = make_origin(file, dossier, address, client->via);
      origin.events = client->messages;
      origin.first_seen = client->first;
      origin.last_seen = client->last;
      incident.origins.push_back(std::move(origin));
    }
  }
}

// As often as the webmail's log tells that somebody logged in; where it tells of requests alone, as
// often as he came back after half an hour. His letters are no sessions. Counted once for all who
// came: a botnet's addresses are thousands, each with its requests.
class WebmailSessions {
 public:
  WebmailSessions(const CaseFile& file, std::uint32_t user) {
    constexpr seconds kAway{1800};
    for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user))
      if (const LoginUse& use = file.ledger.logins[row]; use.key.door == Login::Door::webmail)
        visitors_[use.key.address].logins += file.ledger.in_window_of(use).succeeded;
    for (const WebmailUse& use : file.ledger.webmail) {
      if (use.user != user || !file.ledger.in_window(use.at)) continue;
      Visitor& visitor = visitors_[use.address];
      visitor.visits += visitor.visits == 0 || use.at - visitor.last > kAway;
      visitor.last = use.at;
    }
  }

  std::uint64_t of(std::uint32_t address) const {
    const auto found = visitors_.find(address);
    if (found == visitors_.end()) return 1;
    const Visitor& visitor = found->second;
    return visitor.logins > 0 ? visitor.logins : std::max<std::uint64_t>(visitor.visits, 1);
  }

 private:
  struct Visitor {
    std::uint64_t logins = 0, visits = 0;
    Time last{};
  };
  std::unordered_map<std::uint32_t, Visitor> visitors_;  // by address
};

// What the strangers did at the other doors.
void add_other_doors(const CaseFile& file, const Dossier& dossier,
                     const std::set<IpAddress>& drivers, Incident& incident) {
  const Ledger& ledger = file.ledger;
  std::set<std::pair<IpAddress, Via>> known;
  for (const Origin& origin : incident.origins) known.emplace(origin.address, origin.via);
  const std::uint32_t user = ledger.strings.find(dossier.account);
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = ledger.logins[row];
    const IpAddress address = ledger.address(use.key.address);
    const std::uint32_t successes = ledger.in_window_of(use).succeeded;
    if (successes == 0 || !drivers.contains(address)) continue;
    const Via via = use.key.door == Login::Door::imap   ? Via::imap
                    : use.key.door == Login::Door::pop3 ? Via::pop3
                                                        : Via::webmail;
    if (use.key.door == Login::Door::smtp_auth || use.key.door == Login::Door::other) continue;
    if (!known.emplace(address, via).second) continue;
    Origin origin = make_origin(file, dossier, address, via);
    origin.events = successes;
    const LoginsGotIn& got_in = ledger.got_in_of(use);
    origin.first_seen = std::max<Time>(got_in.first_success, ledger.from());
    origin.last_seen = got_in.last_success;
    incident.origins.push_back(std::move(origin));
  }
}

// Submitted on this server itself, and no webmail log tells who sat before it.
void add_own_server(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  const Ledger& ledger = file.ledger;
  std::map<IpAddress, Origin> own;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i] || dossier.client_of[i] != kNothing) continue;
    const Message& message = ledger.messages[dossier.messages[i]];
    if (message.address == 0) continue;
    const IpAddress address = ledger.address(message.address);
    const bool is_by_smtp = dossier.web.has_requests || message.is_of_unknown_session;
    auto [found, is_new] = own.try_emplace(address);
    if (is_new) {
      found->second =
          make_origin(file, dossier, address, is_by_smtp ? Via::smtp_auth : Via::webmail);
      found->second.counts_messages = true;
      found->second.first_seen = message.at;
    }
    ++found->second.events;
    found->second.last_seen = message.at;
  }
  for (auto& [address, origin] : own) incident.origins.push_back(std::move(origin));
}

void add_mailbox_origins(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t user = ledger.strings.find(dossier.account);
  const MailHouses houses(file, dossier);
  const WebmailSessions sessions(file, user);
  std::set<IpAddress> drivers;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0) continue;
    const IpAddress address = ledger.address(client.address);
    Origin origin = make_origin(file, dossier, address, client.via);
    origin.events = client.via == Via::webmail ? sessions.of(client.address) : client.selected;
    origin.first_seen = client.first_selected;
    origin.last_seen = client.last_selected;
    if (client.is_usual && origin.not_blocked_because.empty())
      origin.not_blocked_because = "the owner's usual address: " + client.why_usual;
    const std::string house = houses.why_spare(client);
    if (origin.not_blocked_because.empty()) origin.not_blocked_because = house;
    if (!client.is_usual && house.empty()) drivers.insert(address);
    incident.origins.push_back(std::move(origin));
  }
  add_sellers(file, dossier, drivers, incident);
  add_other_doors(file, dossier, drivers, incident);
  add_own_server(file, dossier, incident);
}

void add_web_origins(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (dossier.web_evidence == nullptr) return;
  const SparedVisitors spared(dossier);
  for (const WebDriver& driver : dossier.web.drivers) {
    Origin origin =
        make_origin(file, dossier, dossier.web_evidence->address(driver.address), Via::web);
    origin.events = driver.events;
    origin.first_seen = driver.first;
    origin.last_seen = driver.last;
    origin.lift = driver.lift;
    if (origin.not_blocked_because.empty())
      origin.not_blocked_because = why_victim(dossier, driver);
    if (origin.not_blocked_because.empty()) origin.not_blocked_because = spared.why(driver);
    incident.origins.push_back(std::move(origin));
  }
}

bool wrote_before(const CaseFile& file, const IpAddress& address) {
  const ActorId host = file.ledger.find_actor(SubmissionClass::remote, bytes_of(address), "");
  return host != FlatMap::kNone && file.ledger.wrote_before_window(file.ledger.actors[host]);
}

void add_message_origins(const CaseFile& file, const Dossier& dossier,
                         const std::vector<MessageIndex>& messages, Incident& incident) {
  std::map<IpAddress, Origin> origins;
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    if (message.address == 0) continue;
    const IpAddress address = file.ledger.address(message.address);
    auto [found, is_new] = origins.try_emplace(address);
    if (is_new) {
      found->second = make_origin(file, dossier, address,
                                  dossier.has_unnamed_login ? Via::smtp_auth : Via::smtp);
      found->second.counts_messages = true;
      found->second.first_seen = message.at;
    }
    ++found->second.events;
    found->second.last_seen = std::max<Time>(found->second.last_seen, message.at);
  }
  for (auto& [address, origin] : origins) {
    if (dossier.kind == IncidentKind::list && origin.not_blocked_because.empty() &&
        wrote_before(file, address))
      origin.not_blocked_because = "it wrote to this server before: a member's provider";
    incident.origins.push_back(std::move(origin));
  }
}

// The copies come from the list itself; who posted the texts drives it. Where nobody floods it for
// all that is known, its copies may be the owner's mailing or a thread, and nobody is blocked: a
// member writes from a new place, too.
void add_posters(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (!dossier.flood_posts.empty())
    return add_message_origins(file, dossier, dossier.flood_posts, incident);
  add_message_origins(file, dossier, posts_that_were_copied(file, dossier), incident);
  for (Origin& origin : incident.origins)
    if (origin.not_blocked_because.empty())
      origin.not_blocked_because =
          "nothing tells its posts from a member's at a new place: hold posts for approval instead";
}

// A customer's own server that may relay is told, and loses that right; its address carries
// honest mail too.
void spare_customers_server(const Dossier& dossier, Incident& incident) {
  constexpr std::uint64_t kManyHonest = 20;  // today's, where busy days before are the flood's past
  const bool is_honest_too =
      dossier.past.median_day > 0 || dossier.all.messages >= dossier.counted.messages + kManyHonest;
  if (!is_honest_too) return;
  const std::string_view why =
      dossier.has_unnamed_login
          ? "it has logged in on other days too: look for a computer there that sends by itself"
      : dossier.may_relay
          ? "it may relay here and did so honestly before: take that right away instead"
          : "it has relayed here on most days before: take away what gives it the right instead";
  for (Origin& origin : incident.origins)
    if (origin.not_blocked_because.empty()) origin.not_blocked_because = why;
}

}  // namespace

void add_origins(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  std::vector<MessageIndex> selected;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.selected[i]) selected.push_back(dossier.messages[i]);
  switch (dossier.kind) {
    case IncidentKind::mailbox:
      add_mailbox_origins(file, dossier, incident);
      add_web_origins(file, dossier, incident);
      break;
    case IncidentKind::relay:
      add_message_origins(file, dossier, selected, incident);
      break;
    case IncidentKind::list:
      add_posters(file, dossier, incident);
      break;
    default:
      add_web_origins(file, dossier, incident);
  }
  if (dossier.kind == IncidentKind::relay && (dossier.may_relay || relays_by_habit(dossier)))
    spare_customers_server(dossier, incident);
  for (Origin& origin : incident.origins) origin.block = origin.not_blocked_because.empty();
  std::ranges::stable_sort(incident.origins, std::greater{}, &Origin::events);
}

}  // namespace queuehound
