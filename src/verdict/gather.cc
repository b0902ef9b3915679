#include "verdict/gather.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "attacks/shared_thief.h"
#include "base/hash.h"
#include "base/keyed_rows.h"
#include "base/text.h"
#include "dossier/activity.h"
#include "dossier/answers.h"
#include "dossier/list_copies.h"
#include "dossier/list_posts.h"
#include "dossier/local_recipient.h"
#include "dossier/unnamed_login.h"
#include "dossier/usual.h"
#include "mail/address.h"
#include "pages/scattered_programs.h"
#include "pages/script_claims.h"
#include "verdict/gateway_guests.h"
#include "verdict/scattered_relay.h"

namespace queuehound {
namespace {

// Fewer than this is no flood and no campaign, whoever sent it; slow abuse is more within a day.
constexpr std::size_t kWorthJudging = 5;

// Messages of one actor. Most of them never become a dossier: those are made of what is left.
struct Group {
  IncidentKind kind{};
  std::string actor, place;   // a relay's actor is named when it is kept
  std::uint32_t address = 0;  // of a relay; a string id
  std::uint32_t name = 0;     // of a program's account; a string id
  std::vector<ActorId> actors;
  std::vector<MessageIndex> messages;
  bool counts_posts = false;
  bool has_unnamed_login = false;  // of a host: it logged in, and nothing tells as whom
  bool is_scattered = false;       // of the many hosts of an open relay
  bool is_guest = false;           // of a gateway: it writes to whom mail is handed on
};
using Groups = KeyedRows<Group>;

std::uint64_t group_key(IncidentKind kind, std::uint64_t actor, std::uint64_t place = 0) {
  return mix(mix(static_cast<std::uint64_t>(kind) + 1, actor), place);
}

// Actors are gone through one after another, so one that is known is the last one.
void add_actor(Group& group, ActorId actor) {
  if (group.actors.empty() || group.actors.back() != actor) group.actors.push_back(actor);
}

Group& list_group(Groups& groups, const std::string& list) {
  Group& group = groups[group_key(IncidentKind::list, keyed_hash(list))];
  if (group.messages.empty()) {
    group.kind = IncidentKind::list;
    group.actor = list;
  }
  return group;
}

Group& program_group(const Ledger& ledger, Groups& groups, std::uint32_t name,
                     std::string_view place) {
  Group& group = groups[group_key(IncidentKind::script, name, keyed_hash(place))];
  if (group.messages.empty()) {
    group.kind = IncidentKind::script;
    group.name = name;
    group.actor = std::string(ledger.text(name));
    group.place = std::string(place);
  }
  return group;
}

bool leaves_the_server(const CaseFile& file, const Message& message) {
  bool leaves = false;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    leaves |= !is_local_recipient(file, recipient);
  });
  return leaves;
}

// A list that Exim expands itself: one envelope recipient here, delivered to many people.
constexpr std::uint32_t kExpansion = 10;

bool place_expanded_list(const CaseFile& file, MessageIndex index, Groups& groups) {
  const Message& message = file.ledger.messages[index];
  bool placed = false;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    if (placed || recipient.copies < kExpansion || recipient.text == 0 ||
        !is_local_recipient(file, recipient))
      return;
    const std::string list(file.ledger.text(recipient.text));
    Group& group = list_group(groups, list);
    group.counts_posts = true;
    // Owners of mailboxes and programs answer for their posts themselves, and their other mail is
    // no past of the list.
    if (file.ledger.actors[message.actor].submission == SubmissionClass::remote)
      add_actor(group, message.actor);
    group.messages.push_back(index);
    placed = true;
  });
  return placed;
}

// Puts messages into the group of who answers for them. A flood repeats its actor and its sender,
// so what follows from these alone is found out once.
class Gathering {
 public:
  explicit Gathering(const CaseFile& file)
      : file_(file), ledger_(file.ledger), places_(file), sender_kind_(ledger_.strings.size()) {}

  void place_all(const ActorRecord& actor) {
    if (actor.submission == SubmissionClass::bounce) return;
    for (std::size_t i = 0; i < actor.messages.count; ++i) {
      ask_ahead(actor.messages.begin + i);
      const MessageIndex index = ledger_.messages_of(actor)[i];
      const Message& message = ledger_.messages[index];
      if (!message.is_cron) place(message, index, actor);
    }
  }

  Groups take() { return std::move(groups_); }

 private:
  enum class SenderKind : std::uint8_t { unknown, person, list };

  // `row`: of actor_messages, which is gone through. Messages lie in order of time and not of
  // actors: what is to come is asked for in time, first the message, then its first recipient.
  // Always inline: g++ takes a function that does nothing else for one that does nothing.
  [[gnu::always_inline]] void ask_ahead(std::size_t row) const {
    constexpr std::size_t kFar = 32, kNear = 16;
    if (row + kFar >= ledger_.actor_messages.size()) return;
    __builtin_prefetch(&ledger_.messages[ledger_.actor_messages[row + kFar]]);
    const Message& near = ledger_.messages[ledger_.actor_messages[row + kNear]];
    if (near.first_recipient != kNothing)
      __builtin_prefetch(&ledger_.recipients[near.first_recipient]);
  }

  void place(const Message& message, MessageIndex index, const ActorRecord& actor) {
    if (place_list_copy(message, index)) return;
    if (place_expanded_list(file_, index, groups_) && actor.submission == SubmissionClass::remote)
      return;
    Group* const group = group_of(message, actor);
    if (group == nullptr) return;
    add_actor(*group, message.actor);
    group->messages.push_back(index);
  }

  bool place_list_copy(const Message& message, MessageIndex index) {
    SenderKind& kind = sender_kind_[message.sender];
    if (kind == SenderKind::unknown)
      kind = list_of_sender(ledger_.text(message.sender)).empty() ? SenderKind::person
                                                                  : SenderKind::list;
    if (kind == SenderKind::person) return false;
    const std::string list = list_of_message(file_, message);
    if (list.empty()) return false;
    Group& group = list_group(groups_, list);
    add_actor(group, message.actor);
    group.messages.push_back(index);
    return true;
  }

  Group* group_of(const Message& message, const ActorRecord& actor) {
    switch (actor.submission) {
      case SubmissionClass::mailbox:
        return &mailbox_of(actor);
      case SubmissionClass::local:
        return &program_group(ledger_, groups_, actor.name, places_.of(message));
      case SubmissionClass::remote:
        return relay_of(message);
      case SubmissionClass::bounce:
        break;
    }
    return nullptr;
  }

  Group& mailbox_of(const ActorRecord& actor) {
    Group& group = groups_[group_key(IncidentKind::mailbox, actor.name)];
    if (group.messages.empty()) group.actor = std::string(ledger_.text(actor.name));
    return group;
  }

  Group* relay_of(const Message& message) {
    if (message.address == 0 || !leaves_the_server(file_, message)) return nullptr;
    const bool is_from_here = file_.server.is_own_address(ledger_.address(message.address));
    // A host that relays here hands on bounces, too; a program on this server gives its mail a null
    // sender so that it looks like one. Filters and mail stores really send back over loopback: to
    // forged senders, half of whom do not exist.
    if (message.sender == 0 && (!is_from_here || is_sent_back(file_, message))) return nullptr;
    // A webmail's login is its user's, whoever hands it on: judged as what comes over loopback.
    const bool has_login = message.came_with_login && !is_from_here;
    Group& group = groups_[group_key(IncidentKind::relay, message.address, has_login ? 1 : 0)];
    group.kind = IncidentKind::relay;
    group.has_unnamed_login = has_login;
    group.address = message.address;
    return &group;
  }

  const CaseFile& file_;
  const Ledger& ledger_;
  MailPlaces places_;
  Groups groups_;
  std::vector<SenderKind> sender_kind_;  // by string id
};

// Each once, the first of equals.
void drop_repeated(std::vector<ActorId>& actors) {
  FlatMap seen;
  std::erase_if(actors, [&](ActorId actor) {
    const auto next = static_cast<std::uint32_t>(seen.size());
    return seen.insert(mix(actor, 1), next) != next;
  });
}

// Without cwd= in the log a queued message may name its script and a delivered one cannot: they are
// one account's program until requests and texts tell them apart. A web server's user runs
// everybody's sites: there nothing is joined that is not known to belong together.
void join_unplaced(const CaseFile& file, Groups& groups) {
  std::vector<Group> unplaced;
  for (Group& group : groups.rows())
    if (group.kind == IncidentKind::script && group.place.starts_with('?') &&
        !file.server.is_web_server_user(group.actor))
      unplaced.push_back(std::exchange(group, {}));
  std::ranges::sort(unplaced, {}, [](const Group& group) {
    return std::pair<std::string_view, std::string_view>(group.actor, group.place);
  });
  for (std::size_t i = 0; i < unplaced.size(); ++i) {
    const Group& from = unplaced[i];
    Group& into = program_group(file.ledger, groups, from.name, "");
    into.messages.insert(into.messages.end(), from.messages.begin(), from.messages.end());
    into.actors.insert(into.actors.end(), from.actors.begin(), from.actors.end());
    if (i + 1 == unplaced.size() || unplaced[i + 1].name != from.name) drop_repeated(into.actors);
  }
}

// A botnet with a password that nothing names sends a letter or two from each address: together,
// by the name they write under, they are one mailing. A telephone that roams is one sender, too.
void join_scattered_logins(const CaseFile& file, Groups& groups) {
  const Ledger& ledger = file.ledger;
  std::vector<Group> few;
  for (Group& group : groups.rows())
    if (group.has_unnamed_login && group.messages.size() < kWorthJudging &&
        !has_logged_in_before(file, group.address))
      few.push_back(std::exchange(group, {}));
  for (Group& from : few) {
    const std::uint32_t sender = ledger.messages[from.messages.front()].sender;
    Group& into = groups[group_key(IncidentKind::relay, sender, 2)];
    into.kind = IncidentKind::relay;
    into.has_unnamed_login = true;
    if (into.messages.empty()) into.address = from.address;
    into.messages.insert(into.messages.end(), from.messages.begin(), from.messages.end());
    into.actors.insert(into.actors.end(), from.actors.begin(), from.actors.end());
  }
}

bool is_host(const Group& group) {
  return group.kind == IncidentKind::relay && !group.has_unnamed_login;
}

std::vector<RelayedMail> hosts_of(Groups& groups) {
  std::vector<RelayedMail> hosts;
  for (const Group& group : groups.rows())
    if (is_host(group)) hosts.push_back({group.address, &group.actors, &group.messages});
  return hosts;
}

void find_guests(const CaseFile& file, Groups& groups) {
  const auto guests = guests_of_gateway(file, hosts_of(groups));
  for (Group& group : groups.rows())
    group.is_guest = is_host(group) && guests.contains(group.address);
}

// Hosts that share an open relay are one sender; what one of them writes otherwise stays its own.
void join_scattered_relay(const CaseFile& file, Groups& groups) {
  const auto domains = domains_of_scattered_relay(file, hosts_of(groups));
  if (domains.empty()) return;
  Group joined;
  for (Group& group : groups.rows()) {
    if (!is_host(group) || is_relay_by_settings(file, file.ledger.address(group.address))) continue;
    const auto rest = std::ranges::stable_partition(group.messages, [&](MessageIndex index) {
      const std::uint32_t sender = file.ledger.messages[index].sender;
      return !domains.contains(domain_of(file.ledger.text(sender)));
    });
    if (rest.empty()) continue;
    if (joined.messages.empty()) joined.address = group.address;
    joined.messages.insert(joined.messages.end(), rest.begin(), rest.end());
    joined.actors.insert(joined.actors.end(), group.actors.begin(), group.actors.end());
    group.messages.erase(rest.begin(), rest.end());
  }
  joined.kind = IncidentKind::relay;
  joined.is_scattered = true;
  groups[group_key(IncidentKind::relay, joined.address, 3)] = std::move(joined);
}

const SharedThief* shared_thief_of(const Ledger& ledger, const SharedThieves& thieves,
                                   const Group& group) {
  if (group.kind != IncidentKind::mailbox || group.actors.empty()) return nullptr;
  return thieves.of(ledger.actors[group.actors.front()].name);
}

bool is_worth_judging(const Ledger& ledger, const std::vector<MessageIndex>& messages) {
  if (messages.size() >= kWorthJudging) return true;
  std::uint64_t recipients = 0;
  for (const MessageIndex index : messages) recipients += ledger.messages[index].recipients;
  return recipients >= 2 * kWorthJudging;
}

KeyedRows<std::size_t> folders_of_accounts(const Groups& groups) {
  KeyedRows<std::size_t> folders;
  for (const Group& group : groups.rows())
    if (group.kind == IncidentKind::script) ++folders[group.name];
  return folders;
}

bool is_one_of_many_folders(const KeyedRows<std::size_t>& folders, const Group& group) {
  if (group.kind != IncidentKind::script) return false;
  const std::size_t* const count = folders.find(group.name);
  return count != nullptr && *count >= kManyFolders;
}

std::vector<Group> groups_to_judge(const CaseFile& file, const SharedThieves& thieves) {
  Gathering gathering(file);
  for (const ActorRecord& actor : file.ledger.actors) gathering.place_all(actor);
  Groups groups = gathering.take();
  join_unplaced(file, groups);
  join_scattered_logins(file, groups);
  find_guests(file, groups);
  join_scattered_relay(file, groups);
  std::vector<Group> kept;
  const KeyedRows<std::size_t> folders = folders_of_accounts(groups);
  for (Group& group : groups.rows()) {
    if (!is_worth_judging(file.ledger, group.messages) && !is_one_of_many_folders(folders, group) &&
        shared_thief_of(file.ledger, thieves, group) == nullptr)
      continue;
    if (group.kind == IncidentKind::relay)
      group.actor = to_text(file.ledger.address(group.address));
    kept.push_back(std::move(group));
  }
  std::ranges::sort(kept, {}, [](const Group& group) {
    return std::tuple<IncidentKind, std::string_view, std::string_view, bool>(
        group.kind, group.actor, group.place, group.has_unnamed_login);
  });
  return kept;
}

// What is known of an actor before it is studied.
void begin(const CaseFile& file, Dossier& dossier) {
  dossier.selected.assign(dossier.messages.size(), 0);
  dossier.all = activity_of(file, dossier.messages);
  dossier.past = past_of(file, dossier);
}

Dossier open_dossier(const CaseFile& file, Group&& group) {
  Dossier dossier;
  dossier.kind = group.kind;
  dossier.counts_posts = group.counts_posts;
  dossier.has_unnamed_login = group.has_unnamed_login;
  dossier.is_scattered = group.is_scattered;
  dossier.may_relay = group.is_guest;
  dossier.actors = std::move(group.actors);
  dossier.messages = std::move(group.messages);
  const bool has_address = group.kind == IncidentKind::mailbox || group.kind == IncidentKind::list;
  // A relay is named by its origin only; that is kept here until it is judged.
  (has_address ? dossier.account : dossier.system_user) = std::move(group.actor);
  dossier.directory = std::move(group.place);
  if (dossier.kind == IncidentKind::list) find_posts(file, dossier);
  const auto time_of = [&](MessageIndex i) { return file.ledger.messages[i].at; };
  if (!std::ranges::is_sorted(dossier.messages, {}, time_of))
    std::ranges::stable_sort(dossier.messages, {}, time_of);
  begin(file, dossier);
  return dossier;
}

}  // namespace

Dossier opened_anew(const CaseFile& file, Dossier&& studied) {
  Dossier dossier;
  dossier.kind = studied.kind;
  dossier.counts_posts = studied.counts_posts;
  dossier.has_unnamed_login = studied.has_unnamed_login;
  dossier.actors = std::move(studied.actors);
  dossier.messages = std::move(studied.messages);
  dossier.account = std::move(studied.account);
  dossier.system_user = std::move(studied.system_user);
  dossier.directory = std::move(studied.directory);
  begin(file, dossier);
  return dossier;
}

std::vector<Dossier> gather_dossiers(const CaseFile& file) {
  std::vector<Dossier> dossiers;
  const SharedThieves thieves(file);
  for (Group& group : groups_to_judge(file, thieves)) {
    const SharedThief* const thief = shared_thief_of(file.ledger, thieves, group);
    dossiers.push_back(open_dossier(file, std::move(group)));
    if (thief != nullptr) dossiers.back().shared_thief = *thief;
  }
  gather_scattered_programs(file, dossiers);
  // A few letters that turned out to be nobody else's: each would have its sites' requests read.
  std::erase_if(dossiers, [&](const Dossier& dossier) {
    return dossier.kind == IncidentKind::script && !is_worth_judging(file.ledger, dossier.messages);
  });
  return dossiers;
}

}  // namespace queuehound
