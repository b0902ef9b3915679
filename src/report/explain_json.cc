#include "report/explanation.h"
#include "report/incident_json.h"
#include "report/json_parts.h"
#include "report/life_json.h"

namespace queuehound {
namespace {

void write_changes(JsonDocument& out, std::string_view key, const std::vector<Change>& changes) {
  out.rows(key, changes, [&](const Change& change) {
    out.text("signal", change.signal);
    out.fraction("adds", change.by);
    out.fraction("confidence", change.confidence);
    out.flag("ends_incident", change.ends_incident);
  });
}

void write_sum(JsonDocument& out, const WhatIf& what) {
  out.flag("is_sum", what.is_sum);
  out.fraction("prior", kPrior);
  out.fraction("sum", what.sum);
  out.fraction("confidence_of_sum", what.confidence);
  out.fraction("held_at", what.held_at);
  out.rows("signs", what.signs, [&](const AddedSign& sign) {
    out.text("signal", sign.evidence->signal);
    out.fraction("weight", sign.evidence->weight);
    out.fraction("full_weight", sign.full_weight);
    out.fraction("sum", sign.sum);
  });
}

void write_after(JsonDocument& out, const AfterStop& after) {
  out.texts("steps", after.steps);
  out.text("asked_for", after.asked_for);
  out.flag("address_is_known", after.address_is_known);
  out.rows("blocklists", after.ask, [&](const BlocklistQuestion& question) {
    out.text("zone", question.list->zone);
    out.text("name", question.list->name);
    out.text("removal", question.list->removal);
    out.text("shell", question.shell);
  });
}

}  // namespace

bool write_advice_json(const Explanation& all, const JsonSink& put) {
  JsonDocument out(all.result.zone, put);
  out.writer().begin_object();
  write_head(out, "queuehound/advice/1", all.result);
  out.text("incident", all.incident.id);
  out.text("subject", all.incident.actor_subject());
  out.object("after", [&] { write_after(out, all.after); });
  out.writer().end_object();
  return out.writer().end();
}

bool write_explain_json(const Explanation& all, const JsonSink& put) {
  JsonDocument out(all.result.zone, put);
  out.writer().begin_object();
  write_head(out, "queuehound/explain/1", all.result);
  write_window(out, all.result);
  out.object("incident", [&] { write_incident_fields(out, all.incident); });
  out.rows("also_in", all.also_in, [&](const Incident* other) {
    out.text("id", other->id);
    out.text("subject", other->actor_subject());
  });
  out.rows("chain", all.chain, [&](const ChainStep& step) {
    out.text("text", step.what);
    out.rows("lines", step.lines, [&](const EvidenceSource& source) { out.line(source); });
  });
  out.object("adding_up", [&] { write_sum(out, all.what_if); });
  out.object("would_change", [&] {
    out.texts("rests_on", all.what_if.needed);
    write_changes(out, "without", all.what_if.without);
    write_changes(out, "lower", all.what_if.lower);
    write_changes(out, "raise", all.what_if.raise);
  });
  out.object("sample", [&] {
    out.text_or_null("id", all.sample_id);
    write_life_fields(out, all.sample);
  });
  out.object("after", [&] { write_after(out, all.after); });
  out.rows("by_hand", all.by_hand, [&](const HandCommand& command) {
    out.text("text", command.what);
    out.text("shell", command.shell);
    out.flag("changes", command.changes);
  });
  out.texts("notes", all.result.notes);
  out.writer().end_object();
  return out.writer().end();
}

}  // namespace queuehound
