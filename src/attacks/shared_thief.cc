#include "attacks/shared_thief.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/keyed_rows.h"
#include "base/text.h"
#include "dossier/known_networks.h"
#include "dossier/people.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr seconds kHistory{3 * 86400};  // less, and everybody is new everywhere
// Customers, told apart by their domains: an office has many mailboxes of one.
constexpr std::size_t kCustomersAtOneNetwork = 5, kCustomersOfOneText = 10;
constexpr std::size_t kLeastText = 6;  // bytes: "Re", "Hi" and "Test" are everybody's
constexpr std::uint8_t kCustomersOfTextAtOneNetwork = 3;

struct NewUse {  // an address that a mailbox sends from, or is at a webmail, since the window began
  IpAddress network;
  std::uint32_t user = 0, address = 0, messages = 0;
  bool is_by_webmail = false;  // which of its letters are from there, nothing here tells
  Time first = Time::max();    // sent from there
};

std::vector<NewUse> new_uses(const CaseFile& file) {
  std::vector<NewUse> found;
  for (std::uint32_t row = 0; row < file.logins.submissions.size(); ++row) {
    const SubmissionUse sent = file.logins.submissions[row];
    if (sent.use.first < file.ledger.from()) continue;
    const IpAddress address = file.ledger.address(sent.address);
    if (is_private(address) || file.server.is_own_address(address)) continue;
    found.push_back({neighbourhood_of(address).base, sent.user, sent.address, sent.use.messages,
                     false, sent.use.first});
  }
  for (const LoginUse& login : file.ledger.logins) {
    if (login.key.door != Login::Door::webmail || file.ledger.in_window_of(login).succeeded == 0 ||
        file.ledger.got_in_of(login).succeeded_before > 0)
      continue;
    const IpAddress address = file.ledger.address(login.key.address);
    if (is_private(address) || file.server.is_own_address(address)) continue;
    found.push_back({neighbourhood_of(address).base, login.key.user, login.key.address, 0, true});
  }
  std::ranges::stable_sort(found, {}, &NewUse::network);
  return found;
}

bool has_history(const CaseFile& file, std::uint32_t user) {
  const Time from = file.ledger.from();
  const auto sent_before = [&](std::uint32_t row) {
    return file.logins.submissions[row].use.first < from;
  };
  const auto read_before = [&](std::uint32_t row) {
    return file.ledger.got_in_of(file.ledger.logins[row]).succeeded_before > 0;
  };
  return std::ranges::any_of(rows_of(file.logins.submissions_of_user, user), sent_before) ||
         std::ranges::any_of(rows_of(file.logins.logins_of_user, user), read_before);
}

std::uint32_t reads_of(const CaseFile& file, const NewUse& use) {
  std::uint32_t reads = 0;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, use.user)) {
    const LoginUse& login = file.ledger.logins[row];
    if (login.key.address == use.address && is_reading(login.key.door))
      reads += file.ledger.in_window_of(login).succeeded;
  }
  return reads;
}

// The owner's telephone reads the mail from where it sends. A thief has but to log in before each
// letter to look the same.
bool reads_there(const CaseFile& file, const NewUse& use) {
  return use.is_by_webmail || reads_of(file, use) >= use.messages;
}

// One that stays connected logs in once for a few letters. Who tries a password looks in once.
bool reads_there_now_and_then(const CaseFile& file, const NewUse& use) {
  constexpr std::uint32_t kReads = 2, kLettersARead = 3;
  if (reads_there(file, use)) return true;
  const std::uint32_t reads = reads_of(file, use);
  return reads >= kReads && reads * kLettersARead >= use.messages;
}

// In the window the mailbox is read, or sends, from another network: where its owner is. What a
// webmail here fetches is for whoever is at it.
bool is_owner_elsewhere(const CaseFile& file, std::uint32_t user, const IpAddress& network) {
  const Ledger& ledger = file.ledger;
  const bool tells_webmail = do_webmails_tell(file, user);
  const auto is_elsewhere = [&](std::uint32_t id) {
    const IpAddress address = ledger.address(id);
    return neighbourhood_of(address).base != network &&
           !(tells_webmail && file.server.is_own_address(address));
  };
  const auto reads = [&](std::uint32_t row) {
    const LoginUse& login = ledger.logins[row];
    return is_reading(login.key.door) && ledger.in_window_of(login).succeeded > 0 &&
           is_elsewhere(login.key.address);
  };
  const auto sends = [&](std::uint32_t row) {
    const SubmissionUse& sent = file.logins.submissions[row];
    return sent.use.last >= ledger.from() && sent.use.first < ledger.from() &&
           is_elsewhere(sent.address);
  };
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), reads) ||
         std::ranges::any_of(rows_of(file.logins.submissions_of_user, user), sends);
}

class Search {
 public:
  Search(const CaseFile& file, std::unordered_map<std::uint32_t, SharedThief>& of)
      : file_(file), owners_(file), uses_(new_uses(file)), of_(of) {}

  void look_at_networks() {
    for (std::size_t begin = 0, end = 0; begin < uses_.size(); begin = end) {
      while (end < uses_.size() && uses_[end].network == uses_[begin].network) ++end;
      if (end - begin >= kCustomersAtOneNetwork)
        look_at_network({uses_.begin() + static_cast<std::ptrdiff_t>(begin), end - begin});
    }
  }

  void look_at_texts() {
    if (uses_.size() < kCustomersOfOneText) return;
    index_uses();
    find_texts();
    if (texts_.empty()) return;
    for_each_letter([&](const ActorRecord& actor, const Message& message) {
      const std::uint32_t row = text_of_.find(mix(message.skeleton, 1));
      if (row != FlatMap::kNone) count(actor, message, texts_[row]);
    });
    for (const Text& text : texts_) look_at_text(text);
  }

 private:
  struct Text {
    std::uint64_t messages = 0, from_new_places = 0;
    std::vector<std::uint32_t> uses;  // rows of uses_, one a message
    People people;
  };

  bool is_away_from_home(const NewUse& use) {
    return has_history(file_, use.user) &&
           !owners_.knows(use.user, file_.ledger.address(use.address));
  }

  bool is_strange(const NewUse& use) { return is_away_from_home(use) && !reads_there(file_, use); }

  // Telephones of several customers may share a carrier's address; they do not write one text.
  bool is_strange_here(const NewUse& use) {
    return is_away_from_home(use) &&
           (!reads_there_now_and_then(file_, use) || writes_what_others_do(use));
  }

  std::size_t customers(const std::set<std::uint32_t>& users) const {
    std::set<std::string_view> domains;
    for (const std::uint32_t user : users) domains.insert(domain_of(file_.ledger.text(user)));
    return domains.size();
  }

  // By anybody here on several days: a mobile carrier's, a cloud service's, an office's.
  bool is_known_here(const IpAddress& network) {
    if (!known_) {
      known_.emplace();
      for (const AddressUse& sent : file_.ledger.address_uses)
        if (sent.first < file_.ledger.from() && sent.days >= 2)
          known_->insert(neighbourhood_of(file_.ledger.address(sent.address)).base);
      for (const LoginUse& login : file_.ledger.logins)
        if (const LoginsGotIn& got_in = file_.ledger.got_in_of(login);
            got_in.days >= 2 && got_in.succeeded_before > 0)
          known_->insert(neighbourhood_of(file_.ledger.address(login.key.address)).base);
    }
    return known_->contains(network);
  }

  void look_at_network(std::span<const NewUse> uses) {
    std::set<std::uint32_t> users;
    for (const NewUse& use : uses) users.insert(use.user);
    if (customers(users) < kCustomersAtOneNetwork || is_known_here(uses.front().network)) return;
    std::erase_if(users, [&](std::uint32_t user) {
      return std::ranges::none_of(
          uses, [&](const NewUse& use) { return use.user == user && is_strange_here(use); });
    });
    const std::size_t found = customers(users);
    if (found < kCustomersAtOneNetwork) return;
    // A provider gave all its customers other addresses: then nobody is where he was.
    const auto elsewhere =
        static_cast<std::size_t>(std::ranges::count_if(users, [&](std::uint32_t user) {
          return is_owner_elsewhere(file_, user, uses.front().network);
        }));
    if (elsewhere * 2 < users.size() || is_moved_service(users, uses)) return;
    for (const NewUse& use : uses)
      if (users.contains(use.user)) add(use, found).addresses.push_back(use.address);
  }

  // The same mailboxes sent from one other network up to the day before they began to send here,
  // each on several days and about as much, and none does since: the service that sends for them
  // has moved, maybe while the window had begun. One that has nothing to send today excuses nobody:
  // its customers' passwords may have been stolen there.
  bool is_moved_service(const std::set<std::uint32_t>& users, std::span<const NewUse> uses) const {
    struct Sent {
      std::size_t users = 0;
      Time last{};
    };
    std::map<IpAddress, Sent> before;
    for (const std::uint32_t user : users) {
      std::uint64_t today = 0;
      for (const NewUse& use : uses) today += use.user == user ? use.messages : 0;
      for (const auto& [network, sent] : sent_before(user)) {
        Sent& there = before[network];
        there.users += sent.days >= 3 && static_cast<double>(today) <= 2 * sent.a_day + 1;
        there.last = std::max(there.last, sent.last);
      }
    }
    Time moved = Time::max();
    for (const NewUse& use : uses)
      if (users.contains(use.user)) moved = std::min(moved, use.first);
    return std::ranges::any_of(before, [&](const auto& network) {
      const Sent& sent = network.second;
      return sent.last < moved && moved - sent.last <= seconds(86400) &&
             sent.users >= kCustomersAtOneNetwork && sent.users * 4 >= users.size() * 3;
    });
  }

  struct SentBefore {
    std::uint32_t days = 0;  // of the address that was used on most
    double a_day = 0;        // messages
    Time last{};
  };

  std::map<IpAddress, SentBefore> sent_before(std::uint32_t user) const {
    std::map<IpAddress, SentBefore> before;
    for (const std::uint32_t row : rows_of(file_.logins.submissions_of_user, user)) {
      const SubmissionUse& sent = file_.logins.submissions[row];
      if (sent.use.first >= file_.ledger.from() || sent.use.days == 0) continue;
      SentBefore& there = before[neighbourhood_of(file_.ledger.address(sent.address)).base];
      there.days = std::max(there.days, sent.use.days);
      there.a_day += static_cast<double>(sent.use.messages) / sent.use.days;
      there.last = std::max(there.last, sent.use.last);
    }
    return before;
  }

  template <class Use>
  void for_each_titled(Use&& use) const {
    const Ledger& ledger = file_.ledger;
    for (const ActorRecord& actor : ledger.actors) {
      if (actor.submission != SubmissionClass::mailbox) continue;
      for (const MessageIndex index : ledger.messages_of(actor))
        if (const Message& message = ledger.messages[index];
            message.in_window && message.has_subject)
          use(actor, message);
    }
  }

  template <class Use>
  void for_each_letter(Use&& use) const {
    for_each_titled([&](const ActorRecord& actor, const Message& message) {
      if (!message.is_reply) use(actor, message);
    });
  }

  void index_uses() {
    if (use_of_.size() > 0 || !by_webmail_.empty()) return;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      const auto row = static_cast<std::uint32_t>(i);
      if (uses_[i].is_by_webmail)
        by_webmail_.emplace(uses_[i].user, row);
      else
        use_of_.insert(mix(uses_[i].user, uses_[i].address), row);
    }
  }

  std::uint32_t use_of(const ActorRecord& actor, const Message& message) const {
    return use_of_.find(mix(actor.name, message.address));
  }

  // A letter by a webmail may be of anybody who was at it.
  template <class Take>
  void for_each_use_of(const ActorRecord& actor, const Message& letter, Take&& take) const {
    if (const std::uint32_t row = use_of(actor, letter); row != FlatMap::kNone) take(uses_[row]);
    const bool is_from_here =
        letter.is_by_webmail ||
        (letter.address != 0 && file_.server.is_own_address(file_.ledger.address(letter.address)));
    if (!is_from_here) return;
    const auto [begin, end] = by_webmail_.equal_range(actor.name);
    for (auto row = begin; row != end; ++row) take(uses_[row->second]);
  }

  bool writes_what_others_do(const NewUse& use) {
    if (!sharers_) find_sharers();
    return sharers_->contains({use.network, use.user});
  }

  // Mailboxes of whose letters from a network most have a text that those of other customers send
  // from there, too, and more than one, or to many people: anybody has an invoice among his
  // letters.
  void find_sharers() {
    struct Customers {
      std::array<std::uint64_t, kCustomersOfTextAtOneNetwork> of{};  // hashes of their domains
      std::uint8_t count = 0;

      void see(std::uint64_t customer) {
        const auto end = of.begin() + count;
        if (count < of.size() && std::find(of.begin(), end, customer) == end)
          of[count++] = customer;
      }
    };
    struct Letters {
      std::uint64_t all = 0, shared = 0, people = 0;
      bool is_by_webmail = false;
      // A hoster's support may try mailboxes by a webmail, with a letter or two to itself.
      bool are_one_text() const {
        constexpr std::uint64_t kPeople = 10;
        return shared * 2 > all && (people >= kPeople || (shared >= 2 && !is_by_webmail));
      }
    };
    index_uses();
    KeyedRows<Customers> of_text;
    const auto customers_of = [&](const NewUse& use, const Message& letter) -> Customers& {
      return of_text[mix(IpAddressHash{}(use.network), letter.skeleton)];
    };
    const auto is_text = [&](const Message& letter) {
      return !letter.is_reply && file_.ledger.text(letter.skeleton).size() >= kLeastText;
    };
    const auto for_each_new = [&](auto&& take) {
      for_each_titled([&](const ActorRecord& actor, const Message& letter) {
        for_each_use_of(actor, letter, [&](const NewUse& use) { take(use, letter); });
      });
    };
    for_each_new([&](const NewUse& use, const Message& letter) {
      if (is_text(letter))
        customers_of(use, letter).see(keyed_hash(domain_of(file_.ledger.text(use.user))));
    });
    std::map<std::pair<IpAddress, std::uint32_t>, Letters> letters;
    for_each_new([&](const NewUse& use, const Message& letter) {
      Letters& of_user = letters[{use.network, use.user}];
      ++of_user.all;
      of_user.is_by_webmail |= use.is_by_webmail;
      if (!is_text(letter) || customers_of(use, letter).count < kCustomersOfTextAtOneNetwork)
        return;
      ++of_user.shared;
      of_user.people += letter.recipients;
    });
    sharers_.emplace();
    for (const auto& [use, of_user] : letters)
      if (of_user.are_one_text()) sharers_->insert(use);
  }

  // That enough mailboxes send from new places. Most texts are letters: a small row for each.
  void find_texts() {
    struct Seen {
      std::uint32_t id = 0, users = 0, last_user = 0;
    };
    KeyedRows<Seen> all;
    for_each_letter([&](const ActorRecord& actor, const Message& message) {
      if (use_of(actor, message) == FlatMap::kNone) return;
      Seen& seen = all[message.skeleton];
      seen.id = message.skeleton;
      seen.users += seen.last_user != actor.name;
      seen.last_user = actor.name;
    });
    for (const Seen& seen : all.rows())
      if (seen.users >= kCustomersOfOneText && file_.ledger.text(seen.id).size() >= kLeastText) {
        text_of_.insert(mix(seen.id, 1), static_cast<std::uint32_t>(texts_.size()));
        texts_.emplace_back();
      }
  }

  void count(const ActorRecord& actor, const Message& message, Text& text) const {
    ++text.messages;
    const std::uint32_t use = use_of(actor, message);
    if (use == FlatMap::kNone) return;
    ++text.from_new_places;
    text.uses.push_back(use);
    file_.ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { text.people.insert(recipient.hash); });
  }

  // Whose line has another address every day is new everywhere, and says nothing.
  bool is_at_home_elsewhere(std::uint32_t user) const {
    return KnownNetworks(file_, user, file_.ledger.from()).new_a_day() == 0;
  }

  void look_at_text(const Text& text) {
    if (text.from_new_places * 5 < text.messages * 4 || !text.people.is_full()) return;
    std::set<std::uint32_t> users;
    for (const std::uint32_t row : text.uses)
      if (!users.contains(uses_[row].user) && is_strange(uses_[row]) &&
          is_at_home_elsewhere(uses_[row].user))
        users.insert(uses_[row].user);
    const std::size_t found = customers(users);
    if (found < kCustomersOfOneText) return;
    for (const std::uint32_t row : text.uses)
      if (users.contains(uses_[row].user))
        add(uses_[row], found).addresses.push_back(uses_[row].address);
  }

  SharedThief& add(const NewUse& use, std::size_t customers) {
    SharedThief& thief = of_[use.user];
    thief.customers = std::max(thief.customers, customers);
    return thief;
  }

  const CaseFile& file_;
  OwnersNetworks owners_;
  std::vector<NewUse> uses_;
  std::optional<std::set<IpAddress>> known_;
  std::optional<std::set<std::pair<IpAddress, std::uint32_t>>> sharers_;
  FlatMap use_of_;                                          // (mailbox, address) → row of uses_
  std::multimap<std::uint32_t, std::uint32_t> by_webmail_;  // mailbox → row of uses_
  FlatMap text_of_;                                         // skeleton → row of texts_
  std::vector<Text> texts_;
  std::unordered_map<std::uint32_t, SharedThief>& of_;
};

}  // namespace

SharedThieves::SharedThieves(const CaseFile& file) {
  const Ledger& ledger = file.ledger;
  if (!ledger.oldest_log || ledger.from() - *ledger.oldest_log < kHistory) return;
  Search search(file, of_);
  search.look_at_networks();
  search.look_at_texts();
  for (auto& [user, thief] : of_) sort_ids(thief.addresses);
}

}  // namespace queuehound
