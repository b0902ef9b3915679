#include "verdict/acquaintance.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "attacks/attack_report.h"
#include "base/hash.h"
#include "dossier/list_copies.h"
#include "dossier/page_file.h"
#include "mail/address.h"
#include "pages/script_claims.h"
#include "verdict/attribution.h"

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;
constexpr std::size_t kMostNamed = 100;
constexpr std::int64_t kDay = 24;  // hours

class Collector {
 public:
  Collector(const CaseFile& file, const WebEvidence* web, const ScanResult& result,
            Acquaintance& known)
      : file_(file), ledger_(file.ledger), web_(web), subject_(known.subject), known_(known) {
    if (subject_.kind != Kind::script && subject_.kind != Kind::directory) return;
    for (const Incident& incident : result.incidents)
      if (role_in(incident, ledger_, subject_) == Role::culprit) of_it_.push_back(&incident);
  }

  void collect() {
    for (const Message& message : ledger_.messages) look_at(message);
    finish(sent_, known_.sent);
    finish(received_, known_.received);
    for (const LoginUse& use : ledger_.logins) look_at(use);
    for (std::uint32_t row = 0; row < file_.logins.submissions.size(); ++row)
      add_letters_of(file_.logins.submissions[row]);
    for (const RefusalUse& use : ledger_.refusals) look_at(use);
    if (web_ && subject_.kind == Kind::message)
      find_request();
    else if (web_)
      for (const RequestRow& row : web_->rows) look_at(row);
    for (const ActorRecord& actor : ledger_.actors)
      if (is_its_actor(actor) && !is_folder_shared_) add_hours(actor);
    add_usual();
  }

 private:
  struct Counts {
    std::unordered_map<std::string, std::uint64_t> subjects, senders, domains, addresses, actors;
  };

  bool is_its_address(std::uint32_t id) const {
    return id != 0 && subject_.kind == Kind::network &&
           subject_.network.contains(ledger_.address(id));
  }
  bool is_its_domain(std::string_view address) const { return is_its_host(domain_of(address)); }
  bool is_its_host(std::string_view domain) const {
    return subject_.kind == Kind::domain &&
           (is_same_or_subdomain(domain, subject_.name) ||
            (!subject_.other_name.empty() && is_same_or_subdomain(domain, subject_.other_name)));
  }
  bool is_accounts_mailbox(std::string_view name) const {
    return subject_.kind == Kind::account &&
           file_.server.owner_of_domain(domain_of(name)) == subject_.name;
  }
  bool is_its_actor(const ActorRecord& actor) const;
  bool is_sent(const Message& message);
  // A list's address is asked for as a mailbox too: nothing tells them apart.
  bool is_its_copy(const Message& message) const {
    return (subject_.kind == Kind::list || subject_.kind == Kind::mailbox) &&
           subject_.is_named(list_of_sender(ledger_.text(message.sender))) &&
           subject_.is_named(list_of_message(file_, message));
  }
  // Where no `cwd=` line tells the folder, the verdict does.
  bool is_of_its_incident(const Message& message) const {
    return std::ranges::any_of(of_it_, [&](const Incident* incident) {
      return is_message_of(*incident, ledger_, message);
    });
  }
  // The file or folder of a program, where PHP's own log tells it and it is no library's.
  std::string_view place_in_php_log(const Message& message) const {
    if (subject_.kind != Kind::script && subject_.kind != Kind::directory) return {};
    const PhpCall* const call = php_call_of(file_, message);
    if (call == nullptr) return {};
    const std::string_view script = ledger_.text(call->script);
    if (is_mail_library(script)) return {};
    return subject_.kind == Kind::script ? script : directory_of(script);
  }
  bool is_its_recipient(const RecipientEntry& entry) const;
  bool is_received(const Message& message) const;
  void add(const Message& message, Traffic& traffic, Counts& counts);
  void add_recipient(const RecipientEntry& entry, Traffic& traffic, Counts& counts);
  void finish(const Counts& counts, Traffic& traffic);
  void look_at(const Message& message) {
    if (message.in_window && message.address != 0 &&
        ledger_.actors[message.actor].submission == SubmissionClass::mailbox)
      ++letters_now_[{message.actor, message.address}];
    if (is_sent(message)) {
      add(message, known_.sent, sent_);
      known_.sent.recipients += message.recipients;
      ledger_.for_each_recipient_of(
          message, [&](const RecipientEntry& entry) { add_recipient(entry, known_.sent, sent_); });
    }
    if (!is_received(message)) return;
    add(message, known_.received, received_);
    // Of a mailing to many, what came of its own copy.
    ledger_.for_each_recipient_of(message, [&](const RecipientEntry& entry) {
      if (!is_its_recipient(entry)) return;
      ++known_.received.recipients;
      add_recipient(entry, known_.received, received_);
    });
  }
  bool is_its_login(std::string_view user, std::uint32_t address) const {
    return (subject_.kind == Kind::mailbox && subject_.is_named(user)) || is_its_domain(user) ||
           is_accounts_mailbox(user) || is_its_address(address);
  }
  void look_at(const LoginUse& use);
  void add_letters_of(const SubmissionUse& sent);
  void look_at(const RefusalUse& use);
  void look_at(const RequestRow& row);
  void find_request();
  void add_hours(const ActorRecord& actor);
  void add_usual();
  void see(Time at) {
    if (at == Time{}) return;
    if (!known_.first_ever || at < *known_.first_ever) known_.first_ever = at;
    if (!known_.last_ever || at > *known_.last_ever) known_.last_ever = at;
  }
  EvidenceSource source_of(const SourceRef& source, std::string_view line) const {
    if (source.file >= ledger_.files.size()) return {};
    return {ledger_.files[source.file], source.offset, std::string(line)};
  }

  const CaseFile& file_;
  const Ledger& ledger_;
  const WebEvidence* web_;
  const AskedSubject& subject_;
  Acquaintance& known_;
  const std::uint64_t name_hash_ = keyed_hash_folded(subject_.name);
  const std::uint64_t other_name_hash_ =
      subject_.other_name.empty() ? name_hash_ : keyed_hash_folded(subject_.other_name);
  Counts sent_, received_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t>
      smtp_lines_;                                                          // user, address → row
  std::map<std::pair<ActorId, std::uint32_t>, std::uint64_t> letters_now_;  // by login and address
  std::map<std::int64_t, std::uint64_t> days_before_;  // days before the window → messages
  std::uint64_t busiest_hour_ = 0;
  bool is_folder_shared_ = false;       // other files mail from the script's folder
  std::vector<const Incident*> of_it_;  // a program's own
};

bool Collector::is_its_actor(const ActorRecord& actor) const {
  const std::string_view name = ledger_.text(actor.name), place = ledger_.text(actor.place);
  switch (subject_.kind) {
    case Kind::mailbox:
      return actor.submission == SubmissionClass::mailbox && subject_.is_named(name);
    case Kind::account:
      return actor.submission == SubmissionClass::local
                 ? name == subject_.name
                 : actor.submission == SubmissionClass::mailbox && is_accounts_mailbox(name);
    case Kind::script:
      return actor.submission == SubmissionClass::local && place.starts_with('/') &&
             subject_.name.substr(0, subject_.name.rfind('/')) == place;
    case Kind::directory:
      return actor.submission == SubmissionClass::local && place == subject_.name;
    case Kind::domain:
      return actor.submission == SubmissionClass::mailbox && is_its_domain(name);
    case Kind::network:
      return actor.submission == SubmissionClass::remote && actor.name != 0 && name.size() == 16 &&
             is_its_address(actor.name);
    default:
      return false;
  }
}

bool Collector::is_sent(const Message& message) {
  if (subject_.kind == Kind::message) return message.id == subject_.message;
  const bool is_its = is_its_actor(ledger_.actors[message.actor]);
  const std::string_view place = place_in_php_log(message);
  // All files of a folder mail from it.
  if (subject_.kind == Kind::script && !place.empty() && place != subject_.name &&
      !is_of_its_incident(message)) {
    is_folder_shared_ |= is_its;
    return false;
  }
  if (is_its) return true;
  const std::string_view sender = ledger_.text(message.sender);
  const bool is_counted_for_others =
      is_its_address(message.address) || is_its_copy(message) || is_of_its_incident(message) ||
      (!place.empty() && place == subject_.name) ||
      (subject_.kind == Kind::mailbox ? subject_.is_named(sender) : is_its_domain(sender));
  known_.sent_by_others += is_counted_for_others;
  return is_counted_for_others;
}

bool Collector::is_its_recipient(const RecipientEntry& entry) const {
  if (subject_.kind == Kind::domain) return is_its_host(ledger_.text(entry.domain));
  const bool by_address = subject_.kind == Kind::mailbox || subject_.kind == Kind::list;
  return by_address && (entry.hash == name_hash_ || entry.hash == other_name_hash_);
}

bool Collector::is_received(const Message& message) const {
  bool is_it = false;
  ledger_.for_each_recipient_of(
      message, [&](const RecipientEntry& entry) { is_it |= is_its_recipient(entry); });
  return is_it;
}

void Collector::add(const Message& message, Traffic& traffic, Counts& counts) {
  ++traffic.messages;
  traffic.queued += message.in_spool;
  traffic.frozen += message.is_frozen;
  traffic.older += !message.in_window;
  if (!traffic.first || message.at < *traffic.first) {
    traffic.first = message.at;
    traffic.samples.assign(1, source_of(ledger_.line_of(message), ""));
  }
  if (!traffic.last || message.at > *traffic.last) traffic.last = message.at;
  see(message.at);
  if (message.has_subject) ++counts.subjects[std::string(ledger_.text(message.subject))];
  ++counts.senders[message.sender == 0 ? "<>" : std::string(ledger_.text(message.sender))];
  if (message.address != 0) ++counts.addresses[to_text(ledger_.address(message.address))];
  ++counts.actors[actor_name(ledger_, ledger_.actors[message.actor])];
}

void Collector::add_recipient(const RecipientEntry& entry, Traffic& traffic, Counts& counts) {
  traffic.delivered += entry.outcome == Outcome::delivered;
  traffic.deferred += entry.outcome == Outcome::deferred;
  traffic.failed += entry.outcome == Outcome::failed;
  traffic.discarded += entry.outcome == Outcome::discarded;
  if (entry.domain != 0) ++counts.domains[std::string(ledger_.text(entry.domain))];
}

MostNamed most_of(const std::unordered_map<std::string, std::uint64_t>& counts) {
  std::vector<Named> rows;
  for (const auto& [text, messages] : counts) rows.push_back({text, messages});
  std::ranges::sort(rows, [](const Named& a, const Named& b) {
    return a.messages != b.messages ? a.messages > b.messages : a.text < b.text;
  });
  if (rows.size() > kMostNamed) rows.resize(kMostNamed);
  return {std::move(rows), counts.size()};
}

void Collector::finish(const Counts& counts, Traffic& traffic) {
  traffic.subjects = most_of(counts.subjects);
  traffic.senders = most_of(counts.senders);
  traffic.domains = most_of(counts.domains);
  traffic.addresses = most_of(counts.addresses);
  traffic.actors = most_of(counts.actors);
  const std::uint64_t told =
      traffic.delivered + traffic.deferred + traffic.failed + traffic.discarded;
  traffic.untold = traffic.recipients - std::min(traffic.recipients, told);
}

std::string_view door_name(Login::Door door) {
  constexpr std::string_view kNames[] = {"smtp_auth", "imap", "pop3", "webmail", "other"};
  return kNames[static_cast<std::size_t>(door)];
}

void Collector::look_at(const LoginUse& use) {
  const std::string_view user = ledger_.text(use.key.user);
  if (!is_its_login(user, use.key.address)) return;
  const LoginsInWindow& in_window = ledger_.in_window_of(use);
  const LoginsGotIn& got_in = ledger_.got_in_of(use);
  LoginLine line{std::string(user),
                 use.key.address == 0 ? "" : to_text(ledger_.address(use.key.address)),
                 std::string(door_name(use.key.door)),
                 in_window.succeeded,
                 in_window.failed,
                 got_in.succeeded_before,
                 use.failed_before,
                 {},
                 {},
                 seen_at(ledger_, in_window.line)};
  for (const Time at :
       {got_in.first_success, got_in.last_success, use.first_failure, use.last_failure}) {
    if (at == Time{}) continue;
    see(at);
    if (!line.first || at < *line.first) line.first = at;
    if (!line.last || at > *line.last) line.last = at;
  }
  if (use.key.door == Login::Door::smtp_auth)
    smtp_lines_.emplace(std::pair(use.key.user, use.key.address), known_.logins.size());
  known_.logins.push_back(std::move(line));
}

// Of SMTP AUTH Exim logs who got in with each letter, and nowhere else.
void Collector::add_letters_of(const SubmissionUse& sent) {
  const std::string_view user = ledger_.text(sent.user);
  if (!is_its_login(user, sent.address)) return;
  const auto [row, is_new] =
      smtp_lines_.try_emplace({sent.user, sent.address}, known_.logins.size());
  if (is_new) {
    LoginLine& added = known_.logins.emplace_back();
    added.user = user;
    added.address = to_text(ledger_.address(sent.address));
    added.door = door_name(Login::Door::smtp_auth);
  }
  LoginLine& line = known_.logins[row->second];
  const auto now = letters_now_.find({sent.use.actor, sent.address});
  line.succeeded = now == letters_now_.end() ? 0 : now->second;
  line.succeeded_before =
      sent.use.messages - std::min<std::uint64_t>(sent.use.messages, line.succeeded);
  line.first = line.first ? std::min(*line.first, sent.use.first) : sent.use.first;
  line.last = line.last ? std::max(*line.last, sent.use.last) : sent.use.last;
  see(sent.use.first);
  see(sent.use.last);
}

void Collector::look_at(const RefusalUse& use) {
  if (!is_its_address(use.address)) return;
  const RefusalsInWindow& in_window = ledger_.in_window_of(use);
  const auto count = [&](Refusal::What what) { return in_window.by_what[static_cast<int>(what)]; };
  using What = Refusal::What;
  see(in_window.first);
  see(in_window.last);
  known_.refusals.push_back({to_text(ledger_.address(use.address)), count(What::unknown_recipient),
                             count(What::relay), count(What::spam), count(What::protocol),
                             count(What::listed), count(What::other), use.before, in_window.first,
                             in_window.last, seen_at(ledger_, in_window.line)});
}

void Collector::look_at(const RequestRow& row) {
  const IpAddress address = web_->address(row.address);
  const std::string_view host = web_->text(row.host);
  const std::string_view path = web_->text(row.path);
  bool is_it = subject_.kind == Kind::network && subject_.network.contains(address);
  is_it |= is_its_host(host);
  const Site* site = file_.server.site_of_domain(host);
  is_it |= subject_.kind == Kind::account && site && site->account == subject_.name;
  // A page of the same name on another site is another file.
  is_it |= subject_.kind == Kind::script && path.size() > 1 && subject_.name.ends_with(path) &&
           (!site || site == file_.server.site_of_path(subject_.name));
  if (!is_it || row.requests == 0) return;
  known_.requests.push_back({web_->url_of(row), to_text(address), row.requests, row.posts,
                             row.joined, row.first, row.last, source_of(row.source, row.line)});
}

// Requests for the sites of the message's own account, within reach of its second.
void Collector::find_request() {
  const auto message = std::ranges::find(ledger_.messages, subject_.message, &Message::id);
  if (message == ledger_.messages.end()) return;
  const ActorRecord& actor = ledger_.actors[message->actor];
  if (actor.submission != SubmissionClass::local) return;
  const std::string_view user = ledger_.text(actor.name);
  for (const JoinedRequest& joined : web_->joined) {
    if (joined.at > message->at + kMailToRequest || joined.at + kRequestToMail < message->at)
      continue;
    const RequestRow& row = web_->rows[joined.row];
    const Site* site = file_.server.site_of_domain(web_->text(row.host));
    if (!file_.server.is_web_server_user(user) && (!site || site->account != user)) continue;
    const bool is_first = joined.at == row.first_joined;
    known_.requests.push_back({web_->url_of(row), to_text(web_->address(row.address)), 1,
                               joined.is_post, 1, joined.at, joined.at,
                               is_first ? source_of(row.source, row.line) : EvidenceSource{}});
  }
}

void Collector::add_hours(const ActorRecord& actor) {
  const std::int64_t start = ledger_.from().time_since_epoch().count() / 3600;
  for (const HourCount& hour : ledger_.hours_of(actor)) {
    if (hour.messages == 0) continue;
    see(Time(seconds(static_cast<std::int64_t>(hour.hour) * 3600)));
    if (hour.hour >= start) continue;
    days_before_[(start - 1 - hour.hour) / kDay] += hour.messages;
    busiest_hour_ = std::max<std::uint64_t>(busiest_hour_, hour.messages);
  }
}

// A message happens once: nothing is usual of it.
void Collector::add_usual() {
  if (subject_.kind == Kind::message) return;
  if (!ledger_.oldest_log || *ledger_.oldest_log >= ledger_.from()) return;
  const std::int64_t seconds_before = (ledger_.from() - *ledger_.oldest_log).count();
  const auto days = static_cast<std::size_t>(seconds_before / 86400);
  if (days == 0) return;
  // What went through an address before the window is counted for the mailbox, not for the address;
  // a list's copies for the program that sends all lists'; a page's letters, where no folder is
  // told, for the user who runs all pages; what bears a mailbox's name for who sent it.
  const bool is_counted_elsewhere =
      subject_.kind == Kind::network || known_.sent_by_others > 0 || is_folder_shared_;
  if (is_counted_elsewhere && days_before_.empty()) return;
  std::vector<std::uint64_t> counts(days);
  for (const auto& [day, messages] : days_before_)
    if (static_cast<std::size_t>(day) < days) counts[static_cast<std::size_t>(day)] = messages;
  std::ranges::sort(counts);
  known_.usual = {true, static_cast<double>(counts[days / 2]), static_cast<double>(counts.back()),
                  static_cast<double>(busiest_hour_), days};
}

void add_facts_of_domain(const Server& server, const std::string& domain, Acquaintance& known) {
  if (const std::string_view owner = server.owner_of_domain(domain); !owner.empty())
    known.facts.push_back(fmt::format("{} belongs to account {}", domain, owner));
  if (server.is_local_domain(domain))
    known.facts.push_back(fmt::format("mail for {} is delivered here", domain));
}

void add_facts_of_mail(const Server& server, Acquaintance& known) {
  const AskedSubject& subject = known.subject;
  const bool is_domain = subject.kind == Kind::domain;
  for (const std::string& name : {subject.name, subject.other_name})
    if (!name.empty())
      add_facts_of_domain(server, is_domain ? name : std::string(domain_of(name)), known);
  const auto is_its = [&](const std::string& address) {
    return subject.is_named(is_domain ? domain_of(address) : address);
  };
  for (const std::string& mailbox : server.mailboxes)
    if (is_its(mailbox)) known.facts.push_back("the panel lists the mailbox " + mailbox);
  for (const MailingList& list : server.lists)
    if (is_its(list.address))
      known.facts.push_back("the server has the mailing list " + list.address);
}

void add_facts(const Server& server, Acquaintance& known) {
  const AskedSubject& subject = known.subject;
  const std::string& name = subject.name;
  auto say = [&](std::string text) { known.facts.push_back(std::move(text)); };
  if (subject.kind == Kind::account) {
    if (const Account* account = server.account(name))
      say(fmt::format("system account, uid {}, home {}", account->uid, account->home));
    for (const Site& site : server.sites)
      if (site.account == name) say("owns the site " + site.domain);
  }
  if (subject.kind == Kind::script || subject.kind == Kind::directory) {
    if (const Site* site = server.site_of_path(name)) say("belongs to the site " + site->domain);
    if (const Account* account = server.account_of_path(name))
      say("lies in the home of account " + account->name);
  }
  if (subject.kind == Kind::mailbox || subject.kind == Kind::domain || subject.kind == Kind::list)
    add_facts_of_mail(server, known);
  if (subject.kind != Kind::network) return;
  for (const IpAddress& address : server.own_addresses)
    if (subject.network.contains(address)) say(to_text(address) + " is this server's own address");
  for (const IpNetwork& network : server.relay_networks)
    if (network.contains(subject.network.base)) say("may send through this server without a login");
}

void add_beside(const Ledger& ledger, const ScanResult& result, Acquaintance& known) {
  const auto message = std::ranges::find(ledger.messages, known.subject.message, &Message::id);
  if (message == ledger.messages.end()) return;
  for (const Incident& incident : result.incidents)
    if (std::string why = why_beside(incident, ledger, *message); !why.empty())
      known.beside.push_back({&incident, std::move(why)});
}

// Of SMTP AUTH that Dovecot checks, its auth process and Exim's log both tell: the larger number
// holds, as in every verdict.
void count_once(std::vector<LoginLine>& logins) {
  std::map<std::pair<std::string_view, std::string_view>, LoginLine*> by_exim;
  for (LoginLine& line : logins)
    if (line.door == door_name(Login::Door::smtp_auth)) by_exim[{line.user, line.address}] = &line;
  for (LoginLine& line : logins) {
    const auto same = by_exim.find({line.user, line.address});
    if (line.door != door_name(Login::Door::other) || same == by_exim.end()) continue;
    LoginLine& told = *same->second;
    told.failed = std::max(told.failed, line.failed);
    told.failed_before = std::max(told.failed_before, line.failed_before);
    if (line.first && (!told.first || *line.first < *told.first)) told.first = line.first;
    if (line.last && (!told.last || *line.last > *told.last)) told.last = line.last;
    line.door.clear();
  }
  std::erase_if(logins, [](const LoginLine& line) { return line.door.empty(); });
}

// Each address once, and only where no door of it is a reason to block it.
std::vector<const Origin*> left_open_of(const Incident& incident, const AskedSubject& subject) {
  std::vector<const Origin*> open;
  if (subject.kind != Kind::network) return open;
  std::set<IpAddress> seen;
  for (const Origin& origin : incident.origins)
    if (origin.block) seen.insert(origin.address);
  for (const Origin& origin : incident.origins)
    if (subject.network.contains(origin.address) && seen.insert(origin.address).second)
      open.push_back(&origin);
  return open;
}

// A site is asked about for each program that is suspected there, and its log read once: of a page
// that two of them may have mailed from, the likelier counts.
void tell_pages_once(std::vector<RequestLine>& requests) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<RequestLine> once;
  for (RequestLine& line : requests)
    if (seen.emplace(line.url, line.address).second) once.push_back(line);
  requests = std::move(once);
}

}  // namespace

bool Acquaintance::is_known() const {
  return sent.messages + received.messages > 0 || !logins.empty() || !refusals.empty() ||
         !requests.empty() || !parts.empty() || first_ever.has_value();
}

Acquaintance get_to_know(const AskedSubject& subject, const CaseFile& file, const WebEvidence* web,
                         const ScanResult& result) {
  Acquaintance known;
  known.subject = subject;
  add_facts(file.server, known);
  Collector(file, web, result, known).collect();
  count_once(known.logins);
  for (const Incident& incident : result.incidents)
    if (const auto role = role_in(incident, file.ledger, subject))
      known.parts.push_back({&incident, *role, left_open_of(incident, subject)});
  if (subject.kind == Kind::message) add_beside(file.ledger, result, known);
  std::ranges::stable_sort(known.logins, [](const LoginLine& a, const LoginLine& b) {
    return a.succeeded + a.failed > b.succeeded + b.failed;
  });
  std::ranges::stable_sort(known.requests, [](const RequestLine& a, const RequestLine& b) {
    return std::pair(a.followed_by_mail, a.requests) > std::pair(b.followed_by_mail, b.requests);
  });
  // A message's are single requests, of one address perhaps two.
  if (subject.kind != Kind::message) tell_pages_once(known.requests);
  return known;
}

}  // namespace queuehound
