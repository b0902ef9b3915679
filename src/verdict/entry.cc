#include "verdict/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostLooks = 16;  // each walks folders: more culprits than that share a cause
constexpr seconds kRuleBefore{86400};   // a rule set a day before the mailing may be its prelude

// Names that every second site has: the same one elsewhere means nothing.
constexpr auto kGenericNames = std::to_array<std::string_view>(
    {"index.php",  "config.php", "wp-config.php", "functions.php", "header.php",
     "footer.php", "mail.php",   "contact.php",   "sendmail.php",  "send.php",
     "mailer.php", "form.php",   "upload.php",    "test.php",      "info.php",
     "admin.php",  "login.php",  "main.php",      "page.php",      "view.php"});

bool is_generic(std::string_view path) {
  return std::ranges::find(kGenericNames, to_lower(file_name_of(path))) != kGenericNames.end();
}

bool wants_script(const Incident& incident) {
  return incident.kind == IncidentKind::script && incident.script.has_value();
}
bool wants_mailbox(const Incident& incident) {
  return incident.kind == IncidentKind::mailbox && incident.entry.has_value();
}

std::string account_of_script(const CaseFile& file, const Incident& incident) {
  if (const Account* owner = file.server.account_of_path(*incident.script)) return owner->name;
  if (const Site* site = file.server.site_of_path(*incident.script))
    if (!site->account.empty()) return site->account;
  const std::string user = incident.system_user.value_or("");
  return file.server.is_web_server_user(user) ? std::string{} : user;
}

ScriptStory story_of(const CaseFile& file, const Incident& incident) {
  ScriptStory story;
  story.path = *incident.script;
  story.account = account_of_script(file, incident);
  story.first_mail = incident.first_seen;
  for (const Origin& origin : incident.origins)
    if (origin.via == Via::web) story.drivers.push_back(origin.address);
  return story;
}

std::string rule_text(const MailboxRule& rule, const TimeZone& zone, Time now) {
  const std::string changed = moment_text(rule.modified, zone, now);
  switch (rule.kind) {
    case MailboxRule::Kind::forwarder:
      return fmt::format("its mail is forwarded to {} ({}, changed {})", rule.to, rule.path,
                         changed);
    case MailboxRule::Kind::filter:
      return fmt::format("it has filters ({}, changed {})", rule.path, changed);
    case MailboxRule::Kind::sieve:
      return fmt::format("it has a Sieve script ({}, changed {})", rule.path, changed);
  }
  return {};
}

void add_rules(const CaseFile& file, const MailboxTrace& trace, Incident& incident) {
  const Time since =
      std::min(incident.entry->at.value_or(incident.first_seen), incident.first_seen) - kRuleBefore;
  for (const MailboxRule& rule : trace.rules)
    if (rule.modified >= since)
      incident.entry->also.push_back(rule_text(rule, file.server.zone, file.now));
}

}  // namespace

std::string moment_text(Time at, const TimeZone& zone, Time now) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto days_of = [&](Time time) {
    return std::chrono::floor<std::chrono::days>(time + zone.offset_at(time)).time_since_epoch();
  };
  const CivilDate date = civil_from_days(days_of(at).count());
  const seconds of_day = (at + zone.offset_at(at)).time_since_epoch() - days_of(at);
  const std::string year = date.year == civil_from_days(days_of(now).count()).year
                               ? std::string{}
                               : fmt::format(" {}", date.year);
  return fmt::format("{} {}{} {:02}:{:02}", date.day, kMonths[date.month - 1], year,
                     of_day.count() / 3600, of_day.count() / 60 % 60);
}

EntryTargets wanted_entries(const CaseFile& file, const std::vector<Incident>& incidents) {
  EntryTargets targets;
  for (const Incident& incident : incidents) {
    if (wants_script(incident) && targets.scripts.size() < kMostLooks) {
      const ScriptStory story = story_of(file, incident);
      const bool is_telling = !is_generic(story.path) &&
                              place_of_file(file.server, story.path) != ScriptPlace::ordinary;
      targets.scripts.push_back(
          {story.path, story.account, incident.domain.value_or(""), story.first_mail, is_telling});
    }
    if (wants_mailbox(incident) && targets.mailboxes.size() < kMostLooks) {
      const Account* account = file.server.account(incident.system_user.value_or(""));
      targets.mailboxes.push_back({*incident.account, account == nullptr ? "" : account->home});
    }
  }
  return targets;
}

void explain_entries(const CaseFile& file, const EntryTraces& traces,
                     std::vector<Incident>& incidents) {
  std::size_t script = 0, mailbox = 0;
  for (Incident& incident : incidents) {
    if (wants_script(incident) && script < traces.scripts.size()) {
      const ScriptTrace& trace = traces.scripts[script++];
      incident.entry =
          choose_script_entry(story_of(file, incident), trace, file.server.zone, file.now);
    } else if (incident.kind == IncidentKind::script) {
      incident.entry.emplace();
      incident.entry->text =
          wants_script(incident) ? "Not looked into: too many programs mail here at once."
          : !incident.programs.empty()
              ? "Not looked into, for it is many programs: the one that changed first (ls -lct) "
                "tells "
                "when somebody came, and the logs of that hour how."
              : "Not known: nothing names the file, so there is nothing to look for.";
    }
    if (wants_mailbox(incident) && mailbox < traces.mailboxes.size())
      add_rules(file, traces.mailboxes[mailbox++], incident);
  }
}

}  // namespace queuehound
