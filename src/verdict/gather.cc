#include "verdict/gather.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/keyed_rows.h"
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

// Puts messages into the group of who answers for them. A flood repeats its actor and its sender,
// so what follows from these alone is found out once.
class Gathering {
 public:
  explicit Gathering(const CaseFile& file)
      : file_(file),
        ledger_(file.ledger),
        places_(file),
        mailbox_of_(ledger_.actors.size()),
        sender_kind_(ledger_.strings.size()) {}

  void place(MessageIndex index) {
    const Message& message = ledger_.messages[index];
    const ActorRecord& actor = ledger_.actors[message.actor];
    if (actor.submission == SubmissionClass::bounce || message.is_cron) return;
    if (place_list_copy(message, index)) return;
    if (place_expanded_list(file_, index, groups_) && actor.submission == SubmissionClass::remote)
      return;
    if (Dossier* dossier = dossier_of(message, actor)) dossier->messages.push_back(index);
  }

  Groups take() { return std::move(groups_); }

 private:
  enum class SenderKind : std::uint8_t { unknown, person, list };

  bool place_list_copy(const Message& message, MessageIndex index) {
    SenderKind& kind = sender_kind_[message.sender];
    if (kind == SenderKind::unknown)
      kind = list_of_sender(ledger_.text(message.sender)).empty() ? SenderKind::person
                                                                  : SenderKind::list;
    if (kind == SenderKind::person) return false;
    const std::string list = list_of_message(file_, message);
    if (list.empty()) return false;
    Dossier& dossier = group_of(groups_, IncidentKind::list, list, "");
    dossier.account = list;
    add_actor(dossier, message.actor);
    dossier.messages.push_back(index);
    return true;
  }

  Dossier* dossier_of(const Message& message, const ActorRecord& actor) {
    switch (actor.submission) {
      case SubmissionClass::mailbox:
        return &mailbox_of(message.actor);
      case SubmissionClass::local:
        return &program_of(message, actor);
      case SubmissionClass::remote:
        return relay_of(message);
      case SubmissionClass::bounce:
        break;
    }
    return nullptr;
  }

  Dossier& mailbox_of(ActorId id) {
    if (mailbox_of_[id] == nullptr) {
      const std::string_view name = ledger_.text(ledger_.actors[id].name);
      Dossier& dossier = group_of(groups_, IncidentKind::mailbox, name, "");
      dossier.account = std::string(name);
      add_actor(dossier, id);
      mailbox_of_[id] = &dossier;
    }
    return *mailbox_of_[id];
  }

  // A run's messages come one after another and from one place.
  Dossier& program_of(const Message& message, const ActorRecord& actor) {
    std::string place = places_.of(message);
    if (last_program_ != nullptr && last_actor_ == message.actor &&
        last_program_->directory == place)
      return *last_program_;
    Dossier& dossier = group_of(groups_, IncidentKind::script, ledger_.text(actor.name), place);
    dossier.system_user = std::string(ledger_.text(actor.name));
    dossier.directory = std::move(place);
    add_actor(dossier, message.actor);
    last_program_ = &dossier;
    last_actor_ = message.actor;
    return dossier;
  }

  Dossier* relay_of(const Message& message) {
    if (message.sender == 0 || message.address == 0 || !leaves_the_server(file_, message))
      return nullptr;
    const std::string address = to_text(ledger_.address(message.address));
    Dossier& dossier = group_of(groups_, IncidentKind::relay, address, "");
    dossier.system_user = address;  // named by its origin only; kept here until it is judged
    add_actor(dossier, message.actor);
    return &dossier;
  }

  const CaseFile& file_;
  const Ledger& ledger_;
  MailPlaces places_;
  Groups groups_;                        // a map: what points into it stays good
  std::vector<Dossier*> mailbox_of_;     // by actor
  std::vector<SenderKind> sender_kind_;  // by string id
  Dossier* last_program_ = nullptr;
  ActorId last_actor_ = 0;
};

}  // namespace

namespace {

bool is_local_domain(const CaseFile& file, std::uint32_t id) {
  const std::string_view domain = file.ledger.text(id);
  if (domain.empty()) return true;  // a bare local part is completed by this server
  if (file.server.is_local_domain(domain)) return true;
  const std::vector<DomainDeliveries>& seen = file.ledger.delivered_domains;
  return id < seen.size() && seen[id].local > seen[id].remote;
}

}  // namespace

bool is_local_recipient(const CaseFile& file, const RecipientEntry& recipient) {
  using enum CaseFile::Locality;
  const auto known =
      recipient.domain < file.domains.size() ? file.domains[recipient.domain] : unknown;
  return known == unknown ? is_local_domain(file, recipient.domain) : known == local;
}

void know_local_domains(CaseFile& file) {
  using enum CaseFile::Locality;
  file.domains.assign(file.ledger.strings.size(), unknown);
  for (const RecipientEntry& recipient : file.ledger.recipients)
    if (CaseFile::Locality& known = file.domains[recipient.domain]; known == unknown)
      known = is_local_domain(file, recipient.domain) ? local : remote;
}

// Each is a look into memory that no cache holds, so it is asked for ahead.
void know_people(CaseFile& file) {
  constexpr std::size_t kAhead = 16;
  const Table<RecipientEntry>& recipients = file.ledger.recipients;
  FlatMap numbers;
  numbers.reserve(recipients.size());
  file.person_of.resize(recipients.size());
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    if (i + kAhead < recipients.size()) numbers.prefetch(recipients[i + kAhead].hash);
    file.person_of[i] =
        numbers.insert(recipients[i].hash, static_cast<std::uint32_t>(numbers.size()));
  }
  file.people = numbers.size();
}

namespace {

// Counts different recipients. A bit for each of all people is cheap to ask, but has to be cleared
// first: few are told by a table of their own.
class DifferentPeople {
 public:
  DifferentPeople(const CaseFile& file, std::size_t messages)
      : file_(file),
        is_seen_(file.person_of.empty() || messages * kWorthBits < file.people ? 0 : file.people) {}

  void see(const RecipientEntry& recipient) {
    if (is_seen_.empty()) return void(distinct_.insert(recipient.hash, 0));
    const auto row = static_cast<std::size_t>(&recipient - file_.ledger.recipients.data());
    const std::uint32_t person = file_.person_of[row];
    if (is_seen_[person]) return;
    is_seen_[person] = true;
    ++count_;
  }
  std::size_t count() const { return is_seen_.empty() ? distinct_.size() : count_; }

 private:
  static constexpr std::size_t kWorthBits = 64;

  const CaseFile& file_;
  std::vector<bool> is_seen_;
  std::size_t count_ = 0;
  FlatMap distinct_;
};

}  // namespace

Volume measure(const CaseFile& file, const std::vector<MessageIndex>& messages, Span span) {
  Volume volume;
  DifferentPeople people(file, messages.size());
  KeyedRows<char> domains;
  KeyedRows<std::uint64_t> hours, days;
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window && span == Span::window) continue;
    ++volume.messages;
    volume.recipients += message.recipients;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      people.see(recipient);
      domains[recipient.domain] = 1;
      volume.delivered += recipient.outcome == Outcome::delivered;
      volume.deferred += recipient.outcome == Outcome::deferred;
      volume.failed += recipient.outcome == Outcome::failed;
      volume.unknown_recipients += recipient.is_unknown_recipient;
      volume.spam_refusals += recipient.is_spam_refusal;
    });
    const std::int64_t back = (file.ledger.to() - message.at).count();
    hours[static_cast<std::uint64_t>(back / 3600)] += message.recipients;
    days[static_cast<std::uint64_t>(back / 86400)] += message.recipients;
  }
  volume.distinct_recipients = people.count();
  volume.recipient_domains = domains.size();
  for (const std::uint64_t count : hours.rows())
    volume.busiest_hour = std::max(volume.busiest_hour, count);
  for (const std::uint64_t count : days.rows())
    volume.busiest_day = std::max(volume.busiest_day, count);
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
  Gathering gathering(file);
  for (const ActorRecord& actor : file.ledger.actors)
    for (const MessageIndex index : file.ledger.messages_of(actor)) gathering.place(index);
  Groups groups = gathering.take();
  join_unplaced(file, groups);

  std::vector<Dossier> dossiers;
  for (auto& [key, dossier] : groups) {
    std::uint64_t recipients = 0;
    for (const MessageIndex index : dossier.messages)
      recipients += file.ledger.messages[index].recipients;
    if (dossier.messages.size() < kWorthJudging && recipients < 2 * kWorthJudging) continue;
    if (dossier.kind == IncidentKind::list) find_posts(file, dossier);
    const auto time_of = [&](MessageIndex i) { return file.ledger.messages[i].at; };
    if (!std::ranges::is_sorted(dossier.messages, {}, time_of))
      std::ranges::stable_sort(dossier.messages, {}, time_of);
    dossier.selected.assign(dossier.messages.size(), 0);
    dossier.all = measure(file, dossier.messages);
    dossier.past = past_of(file, dossier);
    for (const ActorId actor : dossier.actors) {
      const std::uint32_t first = file.ledger.actors[actor].first_arrival;
      if (dossier.first_source.file != SourceRef::kNoFile || first == kNothing) continue;
      const SeenLine& line = file.ledger.first_arrivals[first];
      dossier.first_source = line.source();
      dossier.first_line = file.ledger.line(line);
    }
    dossiers.push_back(std::move(dossier));
  }
  return dossiers;
}

}  // namespace queuehound
