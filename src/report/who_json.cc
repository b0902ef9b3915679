#include "report/json_parts.h"
#include "report/life_json.h"
#include "report/who.h"

namespace queuehound {
namespace {

void write_seen(JsonDocument& out, const std::optional<Time>& first,
                const std::optional<Time>& last) {
  out.text_or_null("first_seen", first ? to_rfc3339(*first, out.zone()) : std::string());
  out.text_or_null("last_seen", last ? to_rfc3339(*last, out.zone()) : std::string());
}

void write_names(JsonDocument& out, std::string_view key, const MostNamed& names) {
  out.rows(key, names.rows, [&](const Named& name) {
    out.text("text", name.text);
    out.count("messages", name.messages);
  });
}

void write_traffic(JsonDocument& out, const Traffic& traffic) {
  out.count("messages", traffic.messages);
  out.count("recipients", traffic.recipients);
  write_states(out, traffic);
  out.count("discarded", traffic.discarded);
  out.count("untold", traffic.untold);
  out.count("older", traffic.older);
  write_seen(out, traffic.first, traffic.last);
  write_names(out, "subjects", traffic.subjects);
  write_names(out, "senders", traffic.senders);
  write_names(out, "actors", traffic.actors);
  write_names(out, "addresses", traffic.addresses);
  write_names(out, "recipient_domains", traffic.domains);
  out.object("in_all", [&] {
    out.count("subjects", traffic.subjects.all);
    out.count("senders", traffic.senders.all);
    out.count("actors", traffic.actors.all);
    out.count("addresses", traffic.addresses.all);
    out.count("recipient_domains", traffic.domains.all);
  });
}

void write_login(JsonDocument& out, const LoginLine& login) {
  out.text("user", login.user);
  out.text_or_null("address", login.address);
  out.text("door", login.door);
  out.count("succeeded", login.succeeded);
  out.count("failed", login.failed);
  out.count("succeeded_before", login.succeeded_before);
  out.count("failed_before", login.failed_before);
  write_seen(out, login.first, login.last);
  out.line(login.source);
}

void write_refusal(JsonDocument& out, const RefusalLine& row) {
  out.text("address", row.address);
  out.count("unknown_recipient", row.unknown_recipient);
  out.count("relay", row.relay);
  out.count("spam", row.spam);
  out.count("protocol", row.protocol);
  out.count("listed", row.listed);
  out.count("other", row.other);
  out.count("before", row.before);
  out.time_span(row.first, row.last);
  out.line(row.source);
}

void write_request(JsonDocument& out, const RequestLine& row) {
  out.text("url", row.url);
  out.text("address", row.address);
  out.count("requests", row.requests);
  out.count("posts", row.posts);
  out.count("followed_by_mail", row.followed_by_mail);
  out.time_span(row.first, row.last);
  out.line(row.source);
}

}  // namespace

std::string who_json(const WhoAnswer& answer) {
  const Acquaintance& known = answer.known;
  JsonDocument out(answer.result.zone);
  out.writer().begin_object();
  write_head(out, "queuehound/who/1", answer.result);
  write_window(out, answer.result);
  out.text("subject", known.subject.text());
  out.flag("known", answer.is_known());
  write_seen(out, known.first_ever, known.last_ever);
  out.texts("facts", known.facts);
  out.rows("incidents", known.parts, [&](const Part& part) {
    out.text("id", part.incident->id);
    out.text("role", role_name(part.role));
    out.text("kind", kind_name(part.incident->kind));
    out.text("actor", part.incident->actor_subject());
    out.rows("left_open", part.left_open, [&](const Origin* origin) {
      out.text("address", to_text(origin->address));
      out.text("why", origin->not_blocked_because);
    });
  });
  out.rows("beside", known.beside, [&](const Beside& beside) {
    out.text("id", beside.incident->id);
    out.text("why", beside.why);
  });
  out.object("sent", [&] { write_traffic(out, known.sent); });
  out.object("received", [&] { write_traffic(out, known.received); });
  write_usual(out, known.usual);
  out.rows("logins", known.logins, [&](const LoginLine& row) { write_login(out, row); });
  out.rows("refusals", known.refusals, [&](const RefusalLine& row) { write_refusal(out, row); });
  out.rows("requests", known.requests, [&](const RequestLine& row) { write_request(out, row); });
  if (answer.life) out.object("life", [&] { write_life_fields(out, *answer.life); });
  if (answer.life) out.text("now", answer.now);
  out.rows("looked_at", answer.result.sources,
           [&](const SourceReport& source) { out.text("path", source.path); });
  out.texts("notes", answer.result.notes);
  out.writer().end_object();
  return out.writer().take();
}

}  // namespace queuehound
