#include "pages/how_it_mails.h"

#include <fmt/format.h>

#include <algorithm>

namespace queuehound {
namespace {

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

}  // namespace

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

}  // namespace queuehound
