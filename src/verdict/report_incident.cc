#include "verdict/report_incident.h"

#include <fmt/format.h>

#include <algorithm>

#include "dossier/drivers.h"
#include "dossier/unnamed_login.h"
#include "mail/address.h"
#include "pages/changed_page.h"
#include "pages/collecting_page.h"
#include "pages/how_it_mails.h"
#include "pages/script_name.h"
#include "verdict/campaign_summary.h"
#include "verdict/entry.h"
#include "verdict/origins.h"
#include "verdict/relay_client.h"
#include "verdict/ruled_out.h"
#include "verdict/why_not_sealed.h"

namespace queuehound {
namespace {

constexpr seconds kActive{3600};

void name_actor(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  const auto optional = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  };
  switch (dossier.kind) {
    case IncidentKind::mailbox: {
      incident.account = dossier.account;
      incident.domain = std::string(domain_of(dossier.account));
      const std::string_view owner = file.server.owner_of_domain(*incident.domain);
      if (!owner.empty()) incident.system_user = std::string(owner);
      incident.script = optional(dossier.script);
      if (dossier.web.names_page()) incident.url = dossier.web.url;
      incident.id = incident_id(dossier.kind, dossier.account);
      break;
    }
    case IncidentKind::list:
      incident.list = dossier.account;
      incident.domain = std::string(domain_of(dossier.account));
      for (const MailingList& list : file.server.lists)
        if (list.address == dossier.account && !list.owner.empty()) incident.account = list.owner;
      if (!incident.account) incident.account = dossier.account;
      incident.id = incident_id(dossier.kind, dossier.account);
      break;
    case IncidentKind::relay:
      incident.id = incident_id(
          dossier.kind, dossier.has_unnamed_login ? "login from " + dossier.system_user
                        : dossier.may_relay || relays_by_habit(dossier) ? dossier.system_user
                                                                        : "open relay");
      break;
    default:
      incident.system_user = optional(dossier.system_user);
      incident.domain = optional(dossier.domain);
      incident.script = optional(dossier.script);
      if (dossier.script.empty()) incident.directory = optional(dossier.directory);
      if (dossier.web.names_page()) incident.url = dossier.web.url;
      if (!dossier.web.one_of.empty()) incident.possible_pages = dossier.web.pages();
      incident.id =
          incident_id(dossier.kind, dossier.system_user + " " +
                                        (!dossier.script.empty()      ? dossier.script
                                         : !dossier.directory.empty() ? dossier.directory
                                                                      : incident.possible_pages));
  }
}

// Whose request the i-th message followed.
std::optional<IpAddress> web_driver(const Dossier& dossier, std::size_t i) {
  const std::uint32_t owner = owner_of(dossier, i);
  if (dossier.web_evidence == nullptr || owner == 0) return {};
  return dossier.web_evidence->address(owner);
}

void take_counts(const Volume& counted, MessageCounts& messages) {
  messages.submitted = counted.messages;
  messages.recipients = counted.recipients;
  messages.distinct_recipients = counted.distinct_recipients;
  messages.delivered = counted.delivered;
  messages.deferred = counted.deferred;
  messages.failed = counted.failed;
}

// Which messages are the mailing, of these what waits, and how many an hour.
void take_messages(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  const auto window_hours =
      static_cast<std::size_t>(((file.ledger.to() - file.ledger.from()).count() + 3599) / 3600);
  incident.hourly.assign(std::min<std::size_t>(window_hours, 24 * 31), 0);
  incident.quarantine.reserve(dossier.queued);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!dossier.selected[i]) continue;
    for (const Message* row = &message; row != nullptr; row = file.ledger.handed_back_from(*row))
      incident.mailing.push_back(static_cast<std::uint32_t>(row - file.ledger.messages.data()));
    if (message.in_spool) {
      incident.quarantine.push_back(message.id);
      if (const auto by = web_driver(dossier, i)) incident.driven.push_back({message.id, *by});
      ++incident.messages.queued;
      incident.messages.frozen += message.is_frozen;
    }
    const auto hour = static_cast<std::size_t>(
        std::max<std::int64_t>(0, (message.at - file.ledger.from()).count() / 3600));
    if (message.in_window && hour < incident.hourly.size()) ++incident.hourly[hour];
  }
  if (!std::ranges::is_sorted(incident.quarantine)) std::ranges::sort(incident.quarantine);
  std::ranges::sort(incident.mailing);
}

void add_first_message(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (dossier.first_in_log == kNothing) return;
  const Message& first = file.ledger.messages[dossier.first_in_log];
  const bool is_shown = std::ranges::any_of(incident.evidence, [&](const Evidence& evidence) {
    return evidence.source.message == file.ledger.logged_id(first).text();
  });
  if (const SourceRef line = file.ledger.line_of(first);
      !is_shown && line.file < file.ledger.files.size())
    incident.evidence.push_back({"first_message",
                                 0,
                                 "the first message of the mailing",
                                 {file.ledger.files[line.file], line.offset, "",
                                  std::string(file.ledger.logged_id(first).text())}});
}

void tell_of_pages(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (!incident.possible_pages.empty() && dossier.web.source.file < file.ledger.files.size())
    incident.evidence.push_back(
        {"page_unknown",
         0,
         fmt::format("the same seconds hold requests for {}: nothing tells which of them mails, so "
                     "no page is named",
                     incident.possible_pages),
         {file.ledger.files[dossier.web.source.file], dossier.web.source.offset,
          dossier.web.line}});
  if (is_collecting_page(dossier))
    incident.evidence.push_back(
        {"one_reader",
         0,
         fmt::format("{} letters for {} visitors, all to {}: it passes on what they type, as a "
                     "phishing page does",
                     dossier.bulk.messages, dossier.web.drivers.size(),
                     dossier.bulk.distinct_recipients == 1 ? "one address" : "two addresses"),
         {}});
}

void tell_of_changed_page(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  incident.how_page_changed = how_page_changed(file, dossier);
  if (incident.how_page_changed.empty()) return;
  incident.evidence.push_back({"page_changed",
                               0,
                               incident.how_page_changed +
                                   ": an update of the site does that, and so does an intruder. "
                                   "Compare the file with its maker's version",
                               {}});
}

}  // namespace

Incident report_incident(const CaseFile& file, const Dossier& dossier, const Judgement& judgement) {
  Incident incident;
  incident.kind = dossier.kind;
  incident.confidence = judgement.confidence;
  incident.evidence = judgement.evidence;
  name_actor(file, dossier, incident);

  take_counts(dossier.counted, incident.messages);
  take_messages(file, dossier, incident);
  incident.first_seen = dossier.first_bulk;
  incident.last_seen = dossier.last_bulk;
  incident.active = dossier.last_bulk > file.now - kActive;
  incident.usual = {dossier.past.days > 0, dossier.past.median_day,
                    static_cast<double>(dossier.past.busiest_day),
                    static_cast<double>(dossier.past.busiest_hour), dossier.past.days};
  incident.subjects = count_subjects(file, dossier);
  incident.campaigns = summarize_campaigns(file, dossier);
  add_origins(file, dossier, incident);
  add_named_file(file, dossier, incident);
  look_up_script_line(file, dossier, incident.evidence);
  add_first_message(file, dossier, incident);
  tell_of_pages(file, dossier, incident);
  tell_of_changed_page(file, dossier, incident);
  add_how_it_mails(file, dossier, incident);
  if (dossier.has_unnamed_login) incident.evidence.push_back(about_unnamed_login(file, dossier));
  rule_out(file, dossier, incident);
  incident.are_requests_known = dossier.are_requests_known;
  incident.not_sealed_because = why_not_sealed(dossier);
  if (!incident.not_sealed_because.empty())
    incident.ruled_out.push_back("sealing its file: " + incident.not_sealed_because);
  if (dossier.kind == IncidentKind::mailbox) incident.entry = mailbox_entry(file, dossier);
  return incident;
}

}  // namespace queuehound
