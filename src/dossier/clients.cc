#include "dossier/clients.h"

#include <algorithm>
#include <map>
#include <set>

#include "dossier/guessed_in.h"
#include "dossier/known_networks.h"
#include "dossier/readings.h"
#include "dossier/submission_people.h"

#include "base/keyed_rows.h"
#include "dossier/reading_door.h"

namespace queuehound {
namespace {

constexpr seconds kWebmailSession{1800};  // between two requests of a person reading and writing
constexpr seconds kWebmailSend{5};
constexpr seconds kDay{86400};

// Joins a webmail's submissions to the people before it: its own record of a sent message first,
// each used once and the nearest in time; else whoever made the last request before. A page that
// was left open asks for news each minute, which is no deed of a person where somebody else's are.
// By chance it does so in the two seconds before one letter of twenty; before each fourth, it
// sends.
class WebmailPeople {
 public:
  WebmailPeople(std::vector<const WebmailUse*> uses, const std::vector<Time>& letters)
      : uses_(std::move(uses)), taken_(uses_.size()) {
    note_last();
    note_who_sends_by_polls(letters);
    if (!send_by_polls_.empty()) note_last();
  }

  // Whom a record of the letter itself names; 0: none.
  std::uint32_t sender_at(Time at) {
    const auto time_of = [](const WebmailUse* use) { return use->at; };
    const auto first = std::ranges::lower_bound(uses_, at - kWebmailSend, {}, time_of);
    std::size_t best = uses_.size();
    for (auto use = first; use != uses_.end() && (*use)->at <= at + kWebmailSend; ++use) {
      const auto i = static_cast<std::size_t>(use - uses_.begin());
      if ((*use)->is_send() && !taken_[i] &&
          (best == uses_.size() || distance(i, at) < distance(best, at)))
        best = i;
    }
    if (best == uses_.size()) return 0;
    taken_[best] = true;
    return uses_[best]->address;
  }

  std::uint32_t last_before(Time at) const {
    const Last last = last_at(at);
    for (const WebmailUse* use : {last.deed, last.request})
      if (use != nullptr && use->at >= at - kWebmailSession) return use->address;
    return 0;
  }

 private:
  struct Last {  // with an address, up to a use and with it
    const WebmailUse *request = nullptr, *deed = nullptr;
  };
  seconds distance(std::size_t i, Time at) const { return std::chrono::abs(uses_[i]->at - at); }

  bool is_deed(const WebmailUse& use) const {
    return use.deed != WebmailDeed::poll || send_by_polls_.contains(use.address);
  }
  void note_last() {
    last_.clear();
    const WebmailUse *request = nullptr, *deed = nullptr;
    for (const WebmailUse* use : uses_) {
      if (use->address != 0) request = use;
      if (use->address != 0 && is_deed(*use)) deed = use;
      last_.push_back({request, deed});
    }
  }
  Last last_at(Time at) const {
    const auto time_of = [](const WebmailUse* use) { return use->at; };
    const auto after = std::ranges::upper_bound(uses_, at + seconds(1), {}, time_of);
    return after == uses_.begin() ? Last{}
                                  : last_[static_cast<std::size_t>(after - uses_.begin()) - 1];
  }
  // Roundcube sends a letter by a request that calls itself a poll, if it is posted so: a thief who
  // does that seems to be away, and the letters the owner's who is about.
  void note_who_sends_by_polls(const std::vector<Time>& letters) {
    constexpr seconds kMoment{2};
    constexpr std::size_t kLetters = 5, kOneOf = 4;
    std::map<std::uint32_t, std::set<const WebmailUse*>> polls;  // before letters, by address
    for (const Time at : letters)
      if (const WebmailUse* const last = last_at(at).request;
          last != nullptr && last->deed == WebmailDeed::poll && last->at >= at - kMoment)
        polls[last->address].insert(last);
    for (const auto& [address, before] : polls)
      if (before.size() >= kLetters && before.size() * kOneOf >= letters.size())
        send_by_polls_.insert(address);
  }

  std::vector<const WebmailUse*> uses_;  // in order of time
  std::vector<Last> last_;               // up to each of them
  std::set<std::uint32_t> send_by_polls_;
  std::vector<bool> taken_;
};

struct Person {
  std::uint32_t address = 0;  // 0: nobody knows
  Via via = Via::webmail;
};

// Who handed in a letter that Exim got from this server itself. A webmail's requests tell less than
// its record of the letter, and where one person was about at the webmail while another's session
// of SMTP was open, nothing tells whose the letter is.
Person person_of(const Message& message, WebmailPeople& webmail, const SubmissionPeople& smtp) {
  if (message.is_of_unknown_session) return {};
  if (const std::uint32_t sender = webmail.sender_at(message.at)) return {sender};
  const std::uint32_t last = webmail.last_before(message.at);
  const SubmissionPeople::Open open = smtp.open_at(message.at);
  if (!open.is_any || message.is_by_webmail) return {last};
  return {last == 0 || last == open.address ? open.address : 0, Via::smtp_auth};
}

// By address. A botnet logs in from a hundred thousand: counted once, not for each client.
std::map<std::uint32_t, std::uint32_t> reads_of(const CaseFile& file, std::uint32_t user) {
  std::map<std::uint32_t, std::uint32_t> reads;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    if (is_reading(use.key.door)) reads[use.key.address] += file.ledger.in_window_of(use).succeeded;
  }
  return reads;
}

// Who has a /64 may use another address of it for every letter.
void sum_up_neighbours(const CaseFile& file, std::uint32_t user, Dossier& dossier) {
  struct Sum {
    std::uint32_t messages = 0, reads = 0;
  };
  std::map<IpAddress, Sum> sums;
  for (const Client& client : dossier.clients)
    if (const IpAddress address = file.ledger.address(client.address); !address.is_v4())
      sums[neighbourhood_of(address).base].messages += client.messages;
  if (!sums.empty())
    for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
      const LoginUse& use = file.ledger.logins[row];
      const auto sum = sums.find(neighbourhood_of(file.ledger.address(use.key.address)).base);
      if (sum != sums.end() && is_reading(use.key.door))
        sum->second.reads += file.ledger.in_window_of(use).succeeded;
    }
  for (Client& client : dossier.clients) {
    const auto sum = sums.find(neighbourhood_of(file.ledger.address(client.address)).base);
    client.near_messages = sum == sums.end() ? client.messages : sum->second.messages;
    client.near_reads = sum == sums.end() ? client.reads : sum->second.reads;
  }
}

void note_families(const CaseFile& file, std::uint32_t user, Dossier& dossier) {
  std::map<std::uint32_t, std::uint32_t> families;  // by address
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    if (const SubmissionUse sent = file.logins.submissions[row]; sent.use.family != 0)
      families.emplace(sent.address, sent.use.family);
  if (families.empty()) return;
  for (Client& client : dossier.clients)
    if (const auto known = families.find(client.address);
        client.via == Via::smtp_auth && known != families.end())
      client.family = known->second;
}

std::size_t count_strange_providers(const CaseFile& file, const std::vector<Client>& clients) {
  std::set<IpAddress> providers;
  for (const Client& client : clients)
    if (!client.is_usual)
      providers.insert(provider_network_of(file.ledger.address(client.address)).base);
  return providers.size();
}

// Most of the strangers' letters came from where the mailbox is read, again and again, since half
// an hour before: a desk, as far as logs without a past tell. A thief who looks into the mailbox
// before he sends does so in passing; who sits there that long is known by what becomes of his
// letters.
bool are_sent_by_readers(const CaseFile& file, const Dossier& dossier, const Readings& readings) {
  constexpr std::uint32_t kSessions = 3;
  constexpr seconds kBefore{1800};
  std::uint64_t sent = 0, by_readers = 0;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0 || client.is_usual) continue;
    sent += client.selected;
    const PlaceOfReading* const reading = reading_near(file, readings, client.address);
    if (reading != nullptr && reading->sessions >= kSessions &&
        reading->first + kBefore <= client.first_selected)
      by_readers += client.selected;
  }
  return by_readers * 2 > sent;
}

// Robots try the passwords of every known address, day after day, whether or not anybody ever gets
// in. Who guesses for weeks at one pace until he does is known by what he sends then.
class Guesses {
 public:
  void add(std::uint32_t before_window, std::uint32_t in_window, Time first, Time last) {
    before_ += before_window;
    in_window_ += in_window;
    if (before_window == 0) return;
    days_.insert(first.time_since_epoch() / kDay);
    if (in_window == 0) days_.insert(last.time_since_epoch() / kDay);
  }
  bool are_as_ever() const {
    constexpr std::size_t kDays = 5;
    constexpr std::uint64_t kMore = 3;
    return days_.size() >= kDays && in_window_ * days_.size() <= kMore * (before_ + days_.size());
  }

 private:
  std::uint64_t before_ = 0, in_window_ = 0;
  std::set<std::int64_t> days_;  // before the window
};

void tell_whether_usual(const KnownNetworks& known, const IpAddress& address, Client& client) {
  if (known.is_owners(address)) {
    client.is_usual = true;
    client.is_its_very_address = known.has_used(address);
    client.why_usual = client.is_its_very_address
                           ? "used by this mailbox since before the mailing"
                           : "beside addresses that this mailbox has used since before the mailing";
  } else if (known.is_habit(address)) {
    client.is_usual = true;
    client.is_its_very_address = false;
    client.why_usual = "of a network this mailbox has used for days, from changing addresses";
  }
}

// Of a webmail here that tells nobody's place: it says nothing of the protocol its reader has, and
// a thief with IPv6 is no better off for it than one with IPv4.
bool is_loopbacks(const IpAddress& place) {
  return is_loopback(place) || place == neighbourhood_of(*parse_ip_address("::1")).base;
}

}  // namespace

void find_clients(const CaseFile& file, Time onset, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t user = ledger.strings.find(dossier.account);
  std::vector<const WebmailUse*> webmail;
  for (const WebmailUse& use : ledger.webmail)
    if (use.user == user && user != 0) webmail.push_back(&use);

  const auto is_from_here = [&](const Message& message) {
    return message.is_by_webmail ||
           (message.address != 0 && file.server.is_own_address(ledger.address(message.address)));
  };
  std::vector<Time> from_here;
  if (!webmail.empty())
    for (const MessageIndex index : dossier.messages)
      if (is_from_here(ledger.messages[index])) from_here.push_back(ledger.messages[index].at);
  WebmailPeople people(std::move(webmail), from_here);
  const SubmissionPeople submitters(file, user, dossier.messages);
  KeyedRows<std::uint32_t> index_of;  // by address and door: row of clients and one more
  dossier.clients.clear();
  dossier.client_of.assign(dossier.messages.size(), kNothing);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger.messages[dossier.messages[i]];
    std::uint32_t address = message.address;
    Via via = Via::smtp_auth;
    if (is_from_here(message)) {
      const Person person = person_of(message, people, submitters);
      address = person.address;
      via = person.via;
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
  const std::map<std::uint32_t, std::uint32_t> reads = reads_of(file, user);
  for (Client& client : dossier.clients)
    if (const auto at = reads.find(client.address); at != reads.end())
      client.reads = client.messages < kMostOfAReader ? at->second : 0;
  sum_up_neighbours(file, user, dossier);
  note_families(file, user, dossier);
  for (Client& client : dossier.clients)
    tell_whether_usual(known, ledger.address(client.address), client);
  for (Client& client : dossier.clients)
    client.has_bulk = !client.is_usual &&
                      std::ranges::binary_search(dossier.shared_thief.addresses, client.address);
  dossier.is_wanderer = known.is_wanderer();
  dossier.usual_new_clients = known.new_a_day();
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    dossier.has_history_of_clients |= file.logins.submissions[row].use.first < onset - kDay;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user))
    if (const LoginsGotIn& got_in = ledger.got_in_of(ledger.logins[row]);
        got_in.first_success != Time{})
      dossier.has_history_of_clients |= got_in.first_success < onset - kDay;
  // Whose places nobody knows may be on a journey, with all of his places new.
  dossier.is_scattered =
      !is_new_every_day(dossier) &&
      count_strange_providers(file, dossier.clients) >=
          (dossier.has_history_of_clients ? kMoreProvidersThanAPerson : kProvidersOfBotnets);
}

// Anybody can fail at a mailbox, and who wishes its owner ill on a journey need only knock: the
// tries of an address that was never let in tell nothing of who reads and sends.
std::map<std::uint32_t, Time> let_in_since(const CaseFile& file, std::uint32_t user) {
  std::map<std::uint32_t, Time> since;
  const auto add = [&](std::uint32_t address, Time at) {
    Time& first = since.try_emplace(address, at).first->second;
    first = std::min(first, at);
  };
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user))
    if (const LoginUse& use = file.ledger.logins[row]; file.ledger.successes_of(use) > 0)
      add(use.key.address, file.ledger.got_in_of(use).first_success);
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    add(file.logins.submissions[row].address, file.logins.submissions[row].use.first);
  return since;
}

// Who tries everybody's mailbox tells nothing of this one: every server is tried so, all day long,
// and an office with new passwords opens them all at last. Unless he guessed this one and left it.
bool tries_everybody(const CaseFile& file, std::uint32_t address) {
  constexpr std::size_t kMailboxes = 4;
  std::set<std::uint32_t> users;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address)) {
    const LoginUse& use = file.ledger.logins[row];
    if (file.ledger.failures_of(use) > 0) users.insert(use.key.user);
    if (users.size() >= kMailboxes) return true;
  }
  return false;
}

// Its mail is not read where the mailing came from, nor by another line of the same provider. A
// traveller reads where he writes, so that nobody can make these of him by knocking; who guessed by
// SMTP leaves no other trace of having got in.
bool is_unread_by_senders(const CaseFile& file, std::uint32_t user, const Dossier& dossier) {
  std::set<IpAddress> senders;
  for (const Client& client : dossier.clients)
    if (client.selected > 0 && !client.is_usual)
      senders.insert(provider_network_of(file.ledger.address(client.address)).base);
  return std::ranges::none_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return is_reading(use.key.door) && file.ledger.successes_of(use) > 0 &&
           senders.contains(provider_network_of(file.ledger.address(use.key.address)).base);
  });
}

// A great provider sends a letter each from ever another of its hosts, in networks all over: the
// hosts of one family are one place.
void count_strange_places(const CaseFile& file, Dossier& dossier) {
  std::set<IpAddress> networks, lines_v4, lines_v6, providers;
  std::set<std::uint32_t> families;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0 || client.is_usual) continue;
    ++dossier.stranger_clients;
    dossier.stranger_messages += client.selected;
    const IpAddress address = file.ledger.address(client.address);
    const IpAddress network = site_network_of(address).base;
    networks.insert(network);
    if (client.family != 0 && !families.insert(client.family).second) continue;
    ++dossier.stranger_origins;
    (address.is_v4() ? lines_v4 : lines_v6).insert(network);
    providers.insert(provider_network_of(address).base);
  }
  dossier.stranger_networks = networks.size();
  dossier.stranger_lines = std::max(lines_v4.size(), lines_v6.size());
  dossier.stranger_providers = providers.size();
}

bool is_new_every_day(const Dossier& dossier) { return dossier.usual_new_clients >= 3; }

void weigh_logins(const CaseFile& file, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const std::uint32_t user = ledger.strings.find(dossier.account);
  if (user == 0) return;
  std::set<IpNetwork,
           decltype([](const IpNetwork& a, const IpNetwork& b) { return a.base < b.base; })>
      drivers;
  Time first_stranger = dossier.first_bulk;
  bool is_driven_by_v4 = false, is_driven_by_v6 = false;
  bool reads_elsewhere = false, reads_by_the_other = false;
  Guesses guesses, knocks;
  std::uint64_t knocked = 0;
  const std::map<std::uint32_t, Time> since = let_in_since(file, user);
  std::set<std::uint32_t> sellers;
  for (const GuessedIn& seller : guessed_in(file, dossier)) sellers.insert(seller.address);
  for (const Client& client : dossier.clients) {
    if (client.selected == 0 || client.is_usual) continue;
    const IpAddress address = ledger.address(client.address);
    drivers.insert(neighbourhood_of(address));
    (address.is_v4() ? is_driven_by_v4 : is_driven_by_v6) = true;
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = ledger.logins[row];
    if (use.key.door == Login::Door::other) continue;  // told by Exim's log too
    const bool is_driver = drivers.contains(neighbourhood_of(ledger.address(use.key.address)));
    const std::uint32_t failures = ledger.failures_of(use);
    const bool got_in_before = ledger.got_in_of(use).succeeded_before > 0;
    const std::uint32_t from = use.key.address;
    const bool is_of_his = is_driver || sellers.contains(from);
    const auto let_in = since.find(from);
    // Who guessed a password knows it: what fails where it was in use before is another device.
    const bool is_device =
        !is_of_his && let_in != since.end() && let_in->second < use.first_failure;
    if (failures > 0 && use.first_failure <= first_stranger && !got_in_before && !is_device &&
        (is_of_his || !tries_everybody(file, from))) {
      const bool is_told_of = is_of_his || let_in != since.end();
      (is_told_of ? dossier.failures_before : knocked) += failures;
      (is_told_of ? guesses : knocks)
          .add(use.failed_before, failures - use.failed_before, use.first_failure,
               use.last_failure);
      if (is_driver) dossier.failures_from_drivers += failures;
    }
  }
  // What copies a mailbox to this server, or fetches it once, is gone in a quarter of an hour.
  const Readings readings = readings_of(file, user);
  for (const auto& [place, reading] : readings) {
    if (drivers.contains(neighbourhood_of(place)) || !reading.is_for_hours()) continue;
    const bool is_alike =
        is_loopbacks(place) || (place.is_v4() ? is_driven_by_v4 : is_driven_by_v6);
    (is_alike ? reads_elsewhere : reads_by_the_other) = true;
  }
  dossier.is_guessed_as_ever = dossier.failures_from_drivers == 0 && guesses.are_as_ever();
  // A household with both protocols may read by one and send by the other: then nothing is told.
  dossier.owner_reads_elsewhere =
      reads_elsewhere && !reads_by_the_other && !are_sent_by_readers(file, dossier, readings);
  if (!knocks.are_as_ever()) dossier.failures_of_others = knocked;
  if (dossier.failures_of_others > 0 && dossier.owner_reads_elsewhere &&
      is_unread_by_senders(file, user, dossier))
    dossier.knocks = knocked;
}

}  // namespace queuehound
