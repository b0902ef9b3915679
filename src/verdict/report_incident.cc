#include "verdict/report_incident.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "mail/address.h"
#include "verdict/campaign_summary.h"
#include "verdict/collecting_page.h"
#include "verdict/entry.h"
#include "verdict/form.h"
#include "verdict/incident.h"
#include "verdict/loopback_page.h"
#include "verdict/origins.h"
#include "verdict/script_name.h"
#include "verdict/unnamed_login.h"

namespace queuehound {
namespace {

constexpr seconds kActive{3600};

// Whose request the i-th message followed.
std::optional<IpAddress> web_driver(const Dossier& dossier, std::size_t i) {
  if (dossier.web_evidence == nullptr || i >= dossier.web.owner.size()) return {};
  if (dossier.web.owner[i] == 0) return {};
  return dossier.web_evidence->address(dossier.web.owner[i]);
}

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
      incident.id =
          incident_id(dossier.kind, dossier.has_unnamed_login ? "login from " + dossier.system_user
                                    : dossier.may_relay       ? dossier.system_user
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

// Visitors who look at anything of the site ask for it, and nothing else names it.
bool is_unchanged_front_page(const Dossier& dossier) {
  return is_named_as_front_page(dossier) && dossier.is_old_file && dossier.web.drivers.empty();
}

// Where nobody tells of requests, a page that strangers abuse looks like an intruder's program.
// What has stood in its place since before all logs (the kernel's time: who writes over it makes it
// new), and mailed then or has the name of such a page, in words of its own, is the customer's for
// all that is known: many sites' form is pressed by nobody but robots. A shell that was planted
// long ago under that name is not sealed then, but its mail is held, and the letter says what to
// look at.
std::string why_not_sealed(const Dossier& dossier) {
  if (dossier.kind == IncidentKind::script && is_unchanged_front_page(dossier))
    return "every page of the site goes through it, and it is older than all of its mail: what "
           "mails is a file that it calls";
  if (dossier.kind == IncidentKind::script && is_named_by_folder_alone(dossier) &&
      dossier.is_old_file && dossier.place == ScriptPlace::ordinary)
    return "only the folder that the mail came from names it, and it is older than all of its "
           "mail: any process of the account can mail from there";
  if (is_named_by_requests_alone(dossier))
    return "requests in the same seconds are all that names it, and any program of this server can "
           "hand in mail over loopback";
  if (dossier.kind != IncidentKind::script || dossier.web.has_requests ||
      dossier.are_requests_known || !dossier.cron_job.empty())
    return {};
  const bool own_template =
      dossier.with_subject == 0 || dossier.top_three_texts * 10 >= dossier.with_subject * 8;
  if (dossier.script.empty() || dossier.place != ScriptPlace::ordinary || !dossier.is_old_file ||
      !own_template)
    return {};
  if (dossier.past.busiest_day > 0)
    return "no access log tells who asks for it, and it is older than the logs, mailed before and "
           "writes one text: it can be a page of the site that strangers abuse";
  if (!is_named_like_form(dossier)) return {};
  return "no access log tells who asks for it, and it is older than the logs, is called as forms "
         "are and writes one text: it can be a page of the site that strangers abuse";
}

void rule_out(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (dossier.has_unnamed_login) {
    incident.ruled_out.push_back("an open relay: every message came with a login");
    return;
  }
  if (dossier.kind == IncidentKind::mailbox) {
    if (!dossier.web.has_requests)
      incident.ruled_out.push_back(
          incident.is_told_by_webmail
              ? "a script on the server: each message is a letter in the webmail's own log, of who "
                "holds the mailbox's password"
              : "a script on the server: every message was submitted with this mailbox's login");
    if (dossier.stranger_messages > 0)
      incident.ruled_out.push_back(
          "the owner's usual addresses: the mailing did not come from them");
    return;
  }
  if (dossier.kind == IncidentKind::script || dossier.kind == IncidentKind::form) {
    std::size_t logins = 0;
    for (const ActorRecord& actor : file.ledger.actors)
      if (actor.submission == SubmissionClass::mailbox && actor.messages.count > 0 &&
          !dossier.domain.empty() &&
          is_same_or_subdomain(domain_of(file.ledger.text(actor.name)), dossier.domain))
        ++logins;
    incident.ruled_out.push_back(
        logins == 0 ? "mailbox passwords: no mailbox of this site logged in to send"
                    : "mailbox passwords: these messages were submitted without a login");
    if (dossier.web.honest_visitors > 0)
      incident.ruled_out.push_back(
          fmt::format("{} other visitors of {}: no more of their requests were followed by mail "
                      "than a person's would be",
                      dossier.web.honest_visitors, dossier.web.pages()));
  }
}

void sort_ids(std::vector<MessageId>& ids) {
  if (!std::ranges::is_sorted(ids)) std::ranges::sort(ids);
}

// Is it mail of the incident's actor, as far as who submitted it tells?
bool is_of(const ActorRecord& actor, std::string_view name, const Incident& incident) {
  switch (incident.kind) {
    case IncidentKind::mailbox:
      return actor.submission == SubmissionClass::mailbox && name == *incident.account;
    case IncidentKind::script:
    case IncidentKind::form:
      if (incident.is_over_loopback && actor.submission == SubmissionClass::remote) return true;
      return actor.submission == SubmissionClass::local && incident.system_user &&
             name == *incident.system_user;
    case IncidentKind::relay:
      return actor.submission == SubmissionClass::remote;
    default:
      return false;
  }
}

// A relay's message counts by where it came from; an open relay may have thousands of origins.
std::vector<IpAddress> origins_in_order(const Incident& incident) {
  std::vector<IpAddress> addresses;
  for (const Origin& origin : incident.origins) addresses.push_back(origin.address);
  std::ranges::sort(addresses);
  return addresses;
}

// What comes from a host is of the incident where the host drives it, or is this server's own page.
bool is_from_its_host(const CaseFile& file, const Message& message, const Incident& incident,
                      const std::vector<IpAddress>& origins) {
  if (message.sender == 0 || message.address == 0) return false;
  const IpAddress address = file.ledger.address(message.address);
  return incident.is_over_loopback ? is_loopback(address)
                                   : std::ranges::binary_search(origins, address);
}

// One web-server user runs everybody's sites: only the same site's mail is this actor's.
bool is_of_other_site(const CaseFile& file, const ActorRecord& actor, const Incident& incident) {
  if (!incident.system_user || actor.place == 0) return false;
  if (!file.server.is_web_server_user(*incident.system_user)) return false;
  const Site* site = file.server.site_of_path(file.ledger.text(actor.place));
  return site == nullptr || !incident.domain || site->domain != *incident.domain;
}

// What of its actor is queued and not of the mailing.
std::vector<MessageId> queued_besides(const CaseFile& file, const std::vector<Dossier>& dossiers,
                                      const Incident& incident) {
  const Ledger& ledger = file.ledger;
  std::vector<MessageId> ids;
  const auto add = [&](const Message& message) {
    const auto row = static_cast<std::uint32_t>(&message - ledger.messages.data());
    if (message.in_spool && !std::ranges::binary_search(incident.mailing, row))
      ids.push_back(message.id);
  };
  const std::vector<IpAddress> origins = origins_in_order(incident);
  for (const Dossier& dossier : dossiers)
    if (incident.kind == IncidentKind::list && dossier.kind == IncidentKind::list &&
        dossier.account == *incident.list)
      for (const MessageIndex index : dossier.messages) add(ledger.messages[index]);
  for (const ActorRecord& actor : ledger.actors) {
    if (!is_of(actor, ledger.text(actor.name), incident) || is_of_other_site(file, actor, incident))
      continue;
    for (const MessageIndex index : ledger.messages_of(actor)) {
      const Message& message = ledger.messages[index];
      if (!message.in_spool) continue;
      if (actor.submission != SubmissionClass::remote ||
          is_from_its_host(file, message, incident, origins))
        add(message);
    }
  }
  return ids;
}

Evidence scattered_programs(const Dossier& dossier, const std::vector<std::string>& programs) {
  constexpr std::size_t kNamed = 20;
  std::string text = fmt::format("{} folders of one account mail alike, few letters each: ",
                                 dossier.folders.size());
  for (std::size_t i = 0; i < std::min(programs.size(), kNamed); ++i)
    text += (i == 0 ? "" : ", ") + programs[i];
  if (programs.size() > kNamed) text += fmt::format(" and {} more", programs.size() - kNamed);
  return {"scattered_programs", 0, std::move(text), {}};
}

void tell_of_webmail(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    letters += dossier.selected[i] && file.ledger.messages[dossier.messages[i]].is_by_webmail;
  if (letters == 0) return;
  incident.is_told_by_webmail = true;
  incident.evidence.push_back(
      {"webmail_tells",
       0,
       fmt::format(
           "{} of its messages came without a login: the webmail's own log tells whose they "
           "are, and the mailbox was opened from this server with its password each time",
           letters),
       {}});
}

// Nothing tells of a stranger: an infected computer at home, or one who was there before the logs.
bool is_from_old_places(const Dossier& dossier) {
  return dossier.kind == IncidentKind::mailbox && !dossier.web.has_requests &&
         dossier.stranger_clients == 0 &&
         std::ranges::any_of(dossier.clients, [](const Client& client) {
           return client.is_usual && client.selected > 0;
         });
}

void add_how_it_mails(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (dossier.kind == IncidentKind::mailbox) tell_of_webmail(file, dossier, incident);
  incident.is_over_loopback = dossier.is_over_loopback;
  incident.is_from_old_places = is_from_old_places(dossier);
  if (dossier.is_over_loopback)
    incident.evidence.push_back(
        {"over_loopback", 0, "it hands its mail in by SMTP to 127.0.0.1, without a login", {}});
  if (dossier.kind == IncidentKind::mailbox && dossier.web.has_requests) {
    Evidence page{"page_logs_in",
                  0,
                  fmt::format("{} of its messages came from this server itself, each behind a "
                              "request for {}: that page sends with this login",
                              dossier.web.explained, dossier.web.url),
                  {}};
    if (dossier.web.source.file < file.ledger.files.size())
      page.source = {file.ledger.files[dossier.web.source.file], dossier.web.source.offset,
                     dossier.web.line};
    incident.evidence.insert(incident.evidence.begin(), std::move(page));
  }
  const WebJoin::Begun& begun = dossier.web.begun;
  incident.piped_recipient = dossier.piped_to.recipient;
  incident.may_be_begun_by_requests = begun.may_be_by_requests;
  if (!dossier.web.has_requests && !begun.url.empty() && dossier.cron_job.empty())
    incident.evidence.push_back(
        {"begun_by_request",
         0,
         fmt::format("its mail begins within two seconds of a request of {} for {}: that page may "
                     "have started it",
                     to_text(begun.by), begun.url),
         {}});
  if (dossier.folders.empty()) return;
  incident.programs = dossier.programs.empty() ? dossier.folders : dossier.programs;
  incident.evidence.insert(incident.evidence.begin(),
                           scattered_programs(dossier, incident.programs));
}

void take_counts(const Volume& counted, MessageCounts& messages) {
  messages.submitted = counted.messages;
  messages.recipients = counted.recipients;
  messages.distinct_recipients = counted.distinct_recipients;
  messages.delivered = counted.delivered;
  messages.deferred = counted.deferred;
  messages.failed = counted.failed;
}

void add_named_file(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (!dossier.script.empty() && dossier.script_source.file < file.ledger.files.size())
    incident.evidence.push_back(
        {"names_script",
         0,
         fmt::format("{} is named by {}", dossier.script, dossier.script_witness),
         {file.ledger.files[dossier.script_source.file], dossier.script_source.offset,
          dossier.script_line}});
  if (dossier.script.empty()) incident.called_file = dossier.called_file;
  if (!incident.called_file.empty())
    incident.evidence.push_back(
        {"called_file",
         0,
         fmt::format("PHP names {} as the file that mailed, in messages of the queue; {} calls it, "
                     "and where it lies is not told",
                     incident.called_file, dossier.web.url),
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
  sort_ids(incident.quarantine);
  std::ranges::sort(incident.mailing);
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
  if (dossier.first_in_log != kNothing) {
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

void list_spared(const CaseFile& file, const std::vector<Dossier>& dossiers,
                 std::vector<Incident>& incidents) {
  for (Incident& incident : incidents) {
    std::vector<MessageId> ids = queued_besides(file, dossiers, incident);
    sort_ids(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::ranges::set_difference(ids, incident.quarantine, std::back_inserter(incident.spare));
  }
}

}  // namespace queuehound
