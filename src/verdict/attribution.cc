#include "verdict/attribution.h"

#include "base/hash.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

void attribute(const CaseFile& file, const Message& message, Attribution& row) {
  const Ledger& ledger = file.ledger;
  const ActorRecord& actor = ledger.actors[message.actor];
  row.actor = actor_name(ledger, actor);
  if (message.address != 0) row.origin = to_text(ledger.address(message.address));
  const std::string_view place = ledger.text(actor.place);
  if (actor.submission != SubmissionClass::local) return;
  if (const PhpCall* const call = php_call_of(file, message))
    if (const auto script = ledger.text(call->script); !is_mail_library(script))
      row.script = script;
  if (row.script.empty() && place.starts_with('/')) row.directory = place;
}

void attribute(const Incident& incident, Attribution& row) {
  row.incident = incident.id;
  // An attack from outside is many actors; each message keeps its own.
  if (incident.kind != IncidentKind::inbound) row.actor = incident.actor_subject();
  if (!incident.script) return;
  row.script = *incident.script;
  row.directory.clear();
}

}  // namespace

std::string actor_name(const Ledger& ledger, const ActorRecord& actor) {
  const std::string name(ledger.text(actor.name));
  switch (actor.submission) {
    case SubmissionClass::mailbox:
      return "mailbox:" + name;
    case SubmissionClass::local:
      return "account:" + name;
    case SubmissionClass::remote:
      return name.size() == 16 ? "ip:" + to_text(ledger.address(actor.name)) : "another host";
    case SubmissionClass::bounce:
      return "bounces of this server";
  }
  return {};
}

Attributions attribute_queue(const CaseFile& file, const ScanResult& result) {
  const Ledger& ledger = file.ledger;
  Attributions all;
  for (const Message& message : ledger.messages)
    if (message.in_spool) attribute(file, message, all[std::string(message.id.text())]);
  for (const Incident& incident : result.incidents) {
    for (const MessageId& id : incident.quarantine)
      if (const auto row = all.find(std::string(id.text())); row != all.end())
        attribute(incident, row->second);
    for (const DrivenMessage& driven : incident.driven)
      if (const auto row = all.find(std::string(driven.id.text())); row != all.end())
        row->second.origin = to_text(driven.by);
  }
  return all;
}

std::string campaign_id(std::string_view actor, std::string_view subject_skeleton) {
  return "C-" + stable_name(std::string(actor) + '\n' + std::string(subject_skeleton));
}

}  // namespace queuehound
