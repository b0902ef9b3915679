#include "report/incident_json.h"

#include <algorithm>

#include "remedy/plan.h"
#include "report/json_parts.h"

namespace queuehound {
namespace {

void write_actor(JsonDocument& out, const Incident& incident) {
  out.known_text("account", incident.account);
  out.known_text("system_user", incident.system_user);
  out.known_text("domain", incident.domain);
  out.known_text("script", incident.script);
  out.known_text("directory", incident.directory);
  out.texts("programs", incident.programs);
  out.known_text("url", incident.url);
  out.known_text("list", incident.list);
}

void write_messages(JsonDocument& out, const MessageCounts& messages) {
  out.object("messages", [&] {
    out.count("submitted", messages.submitted);
    out.count("recipients", messages.recipients);
    out.count("distinct_recipients", messages.distinct_recipients);
    write_states(out, messages);
  });
}

void write_origin(JsonDocument& out, const Origin& origin) {
  out.text("address", to_text(origin.address));
  out.count("events", origin.events);
  out.time_span(origin.first_seen, origin.last_seen);
  out.text("via", via_name(origin.via));
  out.text_or_null("country", origin.country);
  out.text_or_null("asn", origin.asn);
  out.writer().key("lift");
  origin.lift ? out.writer().fraction(*origin.lift) : out.writer().null();
  out.flag("block", origin.block);
  out.text_or_null("not_blocked_because",
                   origin.block ? std::string_view() : origin.not_blocked_because);
}

void write_evidence(JsonDocument& out, const Evidence& evidence) {
  out.text("signal", evidence.signal);
  out.fraction("weight", evidence.weight);
  out.text("text", evidence.text);
  out.line(evidence.source);
}

void write_entry(JsonDocument& out, const std::optional<Entry>& entry) {
  out.writer().key("entry");
  if (!entry) return out.writer().null();
  out.writer().begin_object();
  out.text("how", entry_way_name(entry->how));
  out.text_or_null("address", entry->address ? to_text(*entry->address) : std::string());
  out.text_or_null("at", entry->at ? to_rfc3339(*entry->at, out.zone()) : std::string());
  out.text("text", entry->text);
  out.line(entry->source);
  out.rows("siblings", entry->siblings, [&out](const Sibling& sibling) {
    out.text("path", sibling.path);
    out.text("why", sibling_why_name(sibling.why));
  });
  out.texts("also", entry->also);
  out.writer().end_object();
}

void write_action(JsonDocument& out, const PlannedAction& action, const Incident& incident) {
  out.text("action", action.action);
  out.text("target", action.target);
  out.text("reason", action.reason);
  out.text("effect", action.effect);
  out.flag("reversible", action.reversible);
  out.known_text("shell", whole_shell(action, incident));
}

}  // namespace

void write_incident_fields(JsonDocument& out, const Incident& incident) {
  out.text("id", incident.id);
  out.text("kind", kind_name(incident.kind));
  write_actor(out, incident);
  // Rounding must not make a certainty of what is none of the contract's range.
  out.fraction("confidence", incident.confidence > 0 ? std::min(incident.confidence, 1.0) : 0.0);
  out.flag("active", incident.active);
  out.time_span(incident.first_seen, incident.last_seen);
  write_messages(out, incident.messages);
  write_usual(out, incident.usual);
  out.rows("subjects", incident.subjects, [&out](const SubjectCount& subject) {
    out.text("text", subject.text);
    out.count("count", subject.count);
  });
  out.rows("campaigns", incident.campaigns, [&out](const CampaignSummary& campaign) {
    out.text("subject", campaign.subject);
    out.count("messages", campaign.messages);
    out.time_span(campaign.first_seen, campaign.last_seen);
  });
  out.rows("origins", incident.origins,
           [&out](const Origin& origin) { write_origin(out, origin); });
  out.object("queue_selection", [&] {
    out.ids("quarantine", incident.quarantine);
    out.ids("spare", incident.spare);
  });
  out.rows("evidence", incident.evidence,
           [&out](const Evidence& row) { write_evidence(out, row); });
  out.texts("ruled_out", incident.ruled_out);
  out.writer().key("hourly");
  out.writer().begin_array();
  for (const std::uint64_t messages : incident.hourly) out.writer().number(messages);
  out.writer().end_array();
  write_entry(out, incident.entry);
  out.rows("plan", incident.plan,
           [&](const PlannedAction& action) { write_action(out, action, incident); });
  out.rows("done", incident.deeds, [&out](const Deed& deed) {
    out.text("id", deed.id);
    out.text("action", deed.action);
    out.texts("targets", deed.targets);
    out.time("at", deed.at);
    out.text("text", deed.text);
    out.text_or_null("now", deed.now);
  });
}

}  // namespace queuehound
