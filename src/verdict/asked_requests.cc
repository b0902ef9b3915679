#include "verdict/asked_requests.h"

#include <algorithm>

#include "pages/web_target.h"

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;

// One user may run everybody's pages: of his mail, what a folder does not give to another account
// may be this one's.
bool may_be_of(const CaseFile& file, const ActorRecord& actor, std::string_view account) {
  if (actor.submission != SubmissionClass::local) return false;
  const std::string_view name = file.ledger.text(actor.name);
  if (name == account) return true;
  if (!file.server.is_web_server_user(name)) return false;
  const std::string_view place = file.ledger.text(actor.place);
  if (!place.starts_with('/')) return true;
  if (const Site* site = file.server.site_of_path(place)) return site->account == account;
  const Account* owner = file.server.account_of_path(place);
  return owner == nullptr || owner->name == account;
}

// The messages that programs of `account` handed in.
Dossier programs_of(const CaseFile& file, std::string_view account) {
  const Ledger& ledger = file.ledger;
  Dossier programs;
  programs.kind = IncidentKind::script;
  programs.system_user = account;
  for (const ActorRecord& actor : ledger.actors) {
    if (!may_be_of(file, actor, account)) continue;
    for (const MessageIndex index : ledger.messages_of(actor))
      if (ledger.messages[index].in_window) programs.messages.push_back(index);
  }
  return programs;
}

// Within reach of its second, at the sites of its folder or its account.
std::vector<WebTarget> of_message(const CaseFile& file, const MessageId& id) {
  const Ledger& ledger = file.ledger;
  const auto message = std::ranges::find(ledger.messages, id, &Message::id);
  if (message == ledger.messages.end()) return {};
  const ActorRecord& actor = ledger.actors[message->actor];
  if (actor.submission != SubmissionClass::local) return {};
  Dossier one;
  one.kind = IncidentKind::script;
  one.system_user = ledger.text(actor.name);
  one.directory = ledger.text(actor.place);
  one.messages = {static_cast<MessageIndex>(message - ledger.messages.begin())};
  WebTarget target = web_target_of(file, one);
  target.is_only_near_mail = true;
  return {target};
}

std::vector<WebTarget> of_site(const CaseFile& file, const Site* site) {
  if (site == nullptr) return {};
  WebTarget target = web_target_of(file, programs_of(file, site->account));
  target.account = site->account;
  target.domain = site->domain;
  return {target};
}

std::vector<WebTarget> of_place(const CaseFile& file, const std::string& path) {
  if (const Site* site = file.server.site_of_path(path)) return of_site(file, site);
  const Account* account = file.server.account_of_path(path);
  if (account == nullptr) return {};
  return {web_target_of(file, programs_of(file, account->name))};
}

// To any site, as nobody knows where it called; followed only by mail of whose site it is.
std::vector<WebTarget> of_network(const CaseFile& file, const IpNetwork& network) {
  std::vector<WebTarget> targets(1);
  for (const ActorRecord& actor : file.ledger.actors) {
    if (actor.submission != SubmissionClass::local || actor.messages.count == 0) continue;
    Dossier program;
    program.kind = IncidentKind::script;
    program.system_user = file.ledger.text(actor.name);
    program.directory = file.ledger.text(actor.place);
    const auto messages = file.ledger.messages_of(actor);
    program.messages.assign(messages.begin(), messages.end());
    targets.push_back(web_target_of(file, program));
  }
  for (WebTarget& target : targets) target.only = network;
  return targets;
}

}  // namespace

std::vector<WebTarget> requests_asked_for(const CaseFile& file, const AskedSubject& subject) {
  switch (subject.kind) {
    case Kind::message:
      return of_message(file, subject.message);
    case Kind::account:
      return {web_target_of(file, programs_of(file, subject.name))};
    case Kind::script:
    case Kind::directory:
      return of_place(file, subject.name);
    case Kind::domain:
      return of_site(file, file.server.site_of_domain(subject.name));
    case Kind::network:
      return of_network(file, subject.network);
    default:
      return {};
  }
}

}  // namespace queuehound
