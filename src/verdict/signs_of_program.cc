#include "verdict/signs_of_program.h"

#include <fmt/format.h>
#include <algorithm>
#include "dossier/never_block.h"
#include "dossier/script_place.h"
#include "verdict/signal_parts.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

// All that the log has of a page's visitors are addresses that many of them share, and pages were
// looked at about as often as they wrote (each may be seen through another address): who came again
// may be somebody else.
bool are_drivers_everybody(const CaseFile& file, const Dossier& d) {
  if (d.kind != IncidentKind::form || d.web_evidence == nullptr) return false;
  std::uint64_t events = 0, pages = 0;
  for (const WebDriver& driver : d.web.drivers) {
    if (!is_shared_by_visitors(file.server, d.web_evidence->address(driver.address))) return false;
    events += driver.events;
    pages += driver.pages_seen;
  }
  return pages * 4 >= events * 3;
}

}  // namespace

SignalReading planted(const CaseFile&, const Dossier& d) {
  switch (d.place) {
    case ScriptPlace::upload_folder:
      return {1, "the program lies in a folder for uploaded or static files, where none belongs",
              d.script_source, d.script_line};
    case ScriptPlace::temporary:
      return {1, "the program runs from a folder for temporary files", d.script_source,
              d.script_line};
    case ScriptPlace::hidden:
      return {1, "the program lies in a hidden folder", d.script_source, d.script_line};
    default:
      return {};
  }
}

// PHP goes to the folder of the page that was asked for, whatever that includes, and mails from it.
SignalReading part_of_theme(const CaseFile& file, const Dossier& d) {
  if (!is_part_of_theme(d.script) || d.bulk.recipients < kEnoughToJudge) return {};
  if (d.web.from_owners_desk * 2 > d.bulk.messages) return {};  // his own, called by himself
  const std::string_view folder = std::string_view(d.script).substr(0, d.script.rfind('/'));
  const bool ran_there = std::ranges::all_of(d.actors, [&](ActorId actor) {
    return file.ledger.text(file.ledger.actors[actor].place) == folder;
  });
  if (!ran_there) return {};
  return {1, "a part of a theme, which WordPress includes in pages, ran as a program of its own",
          d.script_source, d.script_line};
}

SignalReading new_file(const CaseFile&, const Dossier& d) {
  if (!d.is_new_file || d.bulk.recipients < kEnoughToJudge) return {};
  return {1, "the file is younger than a week", {}, {}};
}

SignalReading machine_driven(const CaseFile& file, const Dossier& d) {
  if (!d.web.has_requests || d.web.drivers.empty() || goes_to_followers(d)) return {};
  if (are_drivers_everybody(file, d)) return {};
  std::uint64_t messages = 0, events = 0, without_pages = 0, clients = 0;
  for (const WebDriver& driver : d.web.drivers) {
    // Sites ask themselves for their scheduled jobs.
    if (d.web_evidence != nullptr &&
        file.server.is_own_address(d.web_evidence->address(driver.address)))
      continue;
    ++clients;
    messages += driver.messages;
    events += driver.events;
    if (driver.pages_seen == 0) without_pages += driver.messages;
  }
  if (messages < 5) return {};
  // Somebody who presses "send" once on his newsletter is no machine: requests count, not what they
  // start.
  const double strength =
      0.5 * ramp(static_cast<double>(events), 3, 15) +
      0.5 * share(without_pages, messages) * ramp(static_cast<double>(events), 2, 8);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} messages follow requests of {} address{} for {}; {} of them from "
                      "addresses that never looked at a page",
                      messages, clients, clients == 1 ? "" : "es", d.web.pages(), without_pages),
          d.web.source, d.web.line};
}

SignalReading mails_by_itself(const CaseFile&, const Dossier& d) {
  if (d.web.has_requests || d.bulk.recipients < kEnoughToJudge) return {};
  const bool by_job = !d.cron_job.empty();
  if (!d.piped_to.command.empty())
    return {
        0.6,
        fmt::format("started by {} letter{} to {}, piped to it: |{}", d.piped_to.letters,
                    d.piped_to.letters == 1 ? "" : "s", d.piped_to.recipient, d.piped_to.command),
        d.piped_to.source,
        {},
        std::string(d.piped_to.first.text().view())};
  if (d.place == ScriptPlace::ordinary && !by_job) return {};
  if (!by_job && (!d.are_requests_known || d.web.begun.may_be_by_requests)) return {};
  return {by_job ? 1.0 : 0.6,
          by_job ? fmt::format("started by the crontab: {}", d.cron_job)
                 : std::string("no web request for it precedes its messages: a process of its own"),
          {},
          {}};
}

SignalReading forges_log(const CaseFile&, const Dossier& d) {
  if (d.forging_path.empty()) return {};
  return {1,
          fmt::format("its account ran Exim in a folder whose name holds a newline, so that false "
                      "lines stand in the log: {}",
                      d.forging_path),
          {},
          {}};
}

SignalReading false_claim(const CaseFile&, const Dossier& d) {
  if (d.false_claim.empty()) return {};
  return {1,
          fmt::format("its messages claim to come from {}; the evidence says {}", d.false_claim,
                      d.script.empty() ? d.directory : d.script),
          {},
          {}};
}

}  // namespace queuehound
