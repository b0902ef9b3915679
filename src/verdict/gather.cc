#include "verdict/gather.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/text.h"
#include "mail/address.h"
#include "verdict/list_posts.h"
#include "verdict/script_name.h"
#include "verdict/usual.h"

namespace queuehound {
namespace {

// Fewer than this is no flood and no campaign, whoever sent it; slow abuse is more within a day.
constexpr std::size_t kWorthJudging = 5;

struct GroupKey {
  IncidentKind kind;
  std::string actor, place;
  auto operator<=>(const GroupKey&) const = default;
};

using Groups = std::map<GroupKey, Dossier>;

Dossier& group_of(Groups& groups, IncidentKind kind, std::string_view actor,
                  std::string_view place) {
  Dossier& dossier = groups[{kind, std::string(actor), std::string(place)}];
  dossier.kind = kind;
  return dossier;
}

void add_actor(Dossier& dossier, ActorId actor) {
  if (std::ranges::find(dossier.actors, actor) == dossier.actors.end())
    dossier.actors.push_back(actor);
}

bool leaves_the_server(const CaseFile& file, const Message& message) {
  bool leaves = false;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    leaves |= !is_local_recipient(file, recipient);
  });
  return leaves;
}

// "news-bounces@lists.example" and its like → "news@lists.example".
std::string list_of_sender(std::string_view sender) {
  const auto [local, domain] = split_address(sender);
  if (domain.empty()) return {};
  std::string_view name = local;
  for (const std::string_view suffix : {"-bounces", "-owner", "-admin", "-return", "-request"}) {
    const std::size_t at = name.find(suffix);  // VERP: news-bounces+member=site
    if (at != std::string_view::npos && at > 0 &&
        (at + suffix.size() == name.size() || name[at + suffix.size()] == '+' ||
         name[at + suffix.size()] == '-'))
      return std::string(name.substr(0, at)) + "@" + std::string(domain);
  }
  if (name.starts_with("owner-") && name.size() > 6)
    return std::string(name.substr(6)) + "@" + std::string(domain);
  return {};
}

bool is_known_list(const CaseFile& file, std::string_view address) {
  return std::ranges::any_of(file.server.lists,
                             [&](const MailingList& list) { return list.address == address; });
}

// A list manager hands its copies to Exim from this server itself: over loopback or as a local
// program.
std::string list_of_message(const CaseFile& file, const Message& message) {
  const Ledger& ledger = file.ledger;
  const ActorRecord& actor = ledger.actors[message.actor];
  const std::string list = list_of_sender(ledger.text(message.sender));
  if (list.empty()) return {};
  if (is_known_list(file, list)) return list;
  const bool from_here =
      actor.submission == SubmissionClass::local ||
      (actor.submission == SubmissionClass::remote && message.address != 0 &&
       (is_loopback(ledger.address(message.address)) ||
        std::ranges::find(file.server.own_addresses, ledger.address(message.address)) !=
            file.server.own_addresses.end()));
  if (!from_here || !file.server.is_local_domain(domain_of(list))) return {};
  const bool list_user = actor.submission != SubmissionClass::local ||
                         ledger.text(actor.name).find("mailman") != std::string_view::npos ||
                         ledger.text(actor.name) == "list" ||
                         ledger.text(actor.name) == "majordom" || message.has_list_headers;
  return list_user ? list : std::string{};
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
    Dossier& dossier = group_of(groups, IncidentKind::list, list, "");
    dossier.account = list;
    dossier.counts_posts = true;
    // Owners of mailboxes and programs answer for their posts themselves, and their other mail is
    // no past of the list.
    if (file.ledger.actors[message.actor].submission == SubmissionClass::remote)
      add_actor(dossier, message.actor);
    dossier.messages.push_back(index);
    placed = true;
  });
  return placed;
}

void place_message(const CaseFile& file, MessageIndex index, Groups& groups) {
  const Ledger& ledger = file.ledger;
  const Message& message = ledger.messages[index];
  const ActorRecord& actor = ledger.actors[message.actor];
  if (actor.submission == SubmissionClass::bounce || message.is_cron) return;
  if (const std::string list = list_of_message(file, message); !list.empty()) {
    Dossier& dossier = group_of(groups, IncidentKind::list, list, "");
    dossier.account = list;
    add_actor(dossier, message.actor);
    dossier.messages.push_back(index);
    return;
  }
  if (place_expanded_list(file, index, groups) && actor.submission == SubmissionClass::remote)
    return;
  switch (actor.submission) {
    case SubmissionClass::mailbox: {
      Dossier& dossier = group_of(groups, IncidentKind::mailbox, ledger.text(actor.name), "");
      dossier.account = std::string(ledger.text(actor.name));
      add_actor(dossier, message.actor);
      dossier.messages.push_back(index);
      break;
    }
    case SubmissionClass::local: {
      const std::string place = mail_place(file, message);
      Dossier& dossier = group_of(groups, IncidentKind::script, ledger.text(actor.name), place);
      dossier.system_user = std::string(ledger.text(actor.name));
      dossier.directory = place;
      add_actor(dossier, message.actor);
      dossier.messages.push_back(index);
      break;
    }
    case SubmissionClass::remote: {
      if (message.sender == 0 || message.address == 0 || !leaves_the_server(file, message)) break;
      const std::string address = to_text(ledger.address(message.address));
      Dossier& dossier = group_of(groups, IncidentKind::relay, address, "");
      dossier.system_user = address;  // named by its origin only; kept here until it is judged
      add_actor(dossier, message.actor);
      dossier.messages.push_back(index);
      break;
    }
    case SubmissionClass::bounce:
      break;
  }
}

}  // namespace

bool is_local_recipient(const CaseFile& file, const RecipientEntry& recipient) {
  const std::string_view domain = file.ledger.text(recipient.domain);
  if (domain.empty()) return true;  // a bare local part is completed by this server
  if (file.server.is_local_domain(domain)) return true;
  const std::vector<DomainDeliveries>& seen = file.ledger.delivered_domains;
  return recipient.domain < seen.size() &&
         seen[recipient.domain].local > seen[recipient.domain].remote;
}

Volume measure(const CaseFile& file, const std::vector<MessageIndex>& messages, Span span) {
  Volume volume;
  FlatMap distinct, domains;  // keys only: a node a recipient was a quarter of judging
  std::unordered_map<std::int64_t, std::uint64_t> hours, days;
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window && span == Span::window) continue;
    ++volume.messages;
    volume.recipients += message.recipients;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      distinct.insert(recipient.hash, 0);
      domains.insert(recipient.domain, 0);
      volume.delivered += recipient.outcome == Outcome::delivered;
      volume.deferred += recipient.outcome == Outcome::deferred;
      volume.failed += recipient.outcome == Outcome::failed;
      volume.unknown_recipients += recipient.is_unknown_recipient;
      volume.spam_refusals += recipient.is_spam_refusal;
    });
    const std::int64_t back = (file.ledger.to() - message.at).count();
    hours[back / 3600] += message.recipients;
    days[back / 86400] += message.recipients;
  }
  volume.distinct_recipients = distinct.size();
  volume.recipient_domains = domains.size();
  for (const auto& [hour, count] : hours)
    volume.busiest_hour = std::max(volume.busiest_hour, count);
  for (const auto& [day, count] : days) volume.busiest_day = std::max(volume.busiest_day, count);
  return volume;
}

namespace {

// Without cwd= in the log a queued message may name its script and a delivered one cannot: they are
// one account's program until requests and texts tell them apart. A web server's user runs
// everybody's sites: there nothing is joined that is not known to belong together.
void join_unplaced(const CaseFile& file, Groups& groups) {
  std::vector<GroupKey> unplaced;
  for (const auto& [key, dossier] : groups)
    if (key.kind == IncidentKind::script && key.place.starts_with('?') &&
        !file.server.is_web_server_user(key.actor))
      unplaced.push_back(key);
  for (const GroupKey& key : unplaced) {
    const GroupKey bare{key.kind, key.actor, ""};
    Dossier from = std::move(groups[key]);
    groups.erase(key);
    Dossier& into = groups[bare];
    into.kind = key.kind;
    into.system_user = key.actor;
    into.messages.insert(into.messages.end(), from.messages.begin(), from.messages.end());
    for (const ActorId actor : from.actors) add_actor(into, actor);
  }
}

}  // namespace

std::vector<Dossier> gather_dossiers(const CaseFile& file) {
  Groups groups;
  for (const ActorRecord& actor : file.ledger.actors)
    for (const MessageIndex index : actor.messages) place_message(file, index, groups);

  join_unplaced(file, groups);

  std::vector<Dossier> dossiers;
  for (auto& [key, dossier] : groups) {
    std::uint64_t recipients = 0;
    for (const MessageIndex index : dossier.messages)
      recipients += file.ledger.messages[index].recipients;
    if (dossier.messages.size() < kWorthJudging && recipients < 2 * kWorthJudging) continue;
    if (dossier.kind == IncidentKind::list) find_posts(file, dossier);
    std::ranges::stable_sort(dossier.messages, {},
                             [&](MessageIndex i) { return file.ledger.messages[i].at; });
    dossier.selected.assign(dossier.messages.size(), 0);
    dossier.all = measure(file, dossier.messages);
    dossier.past = past_of(file, dossier);
    for (const ActorId actor : dossier.actors) {
      const ActorRecord& record = file.ledger.actors[actor];
      if (dossier.first_source.file == SourceRef::kNoFile && !record.first_line.empty()) {
        dossier.first_source = record.first_source;
        dossier.first_line = record.first_line;
      }
    }
    dossiers.push_back(std::move(dossier));
  }
  return dossiers;
}

}  // namespace queuehound
