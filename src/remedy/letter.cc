#include "remedy/letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/contact.h"
#include "host/tree.h"
#include "mail/address.h"
#include "remedy/actions.h"
#include "remedy/letter_words.h"

namespace queuehound {
namespace {

constexpr std::size_t kShownSubjects = 3, kShownOrigins = 10, kShownEvidence = 8;
constexpr std::size_t kMostTemplate = 64u << 10;

// One line of a letter, whatever bytes it came from.
std::string one_line(std::string_view text) { return to_printable(text); }

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "  - " : "\n  - ") + one_line(item);
  return text;
}

std::string actor_of(const Incident& incident) {
  for (const auto& name : {incident.account, incident.list, incident.url, incident.script,
                           incident.domain, incident.system_user})
    if (name) return one_line(*name);
  return "this server";
}

std::string subjects_of(const Incident& incident) {
  std::vector<std::string> items;
  for (const SubjectCount& subject : incident.subjects)
    if (items.size() < kShownSubjects) items.push_back(subject.text);
  return listed(items);
}

std::string origins_of(const Incident& incident) {
  std::vector<std::string> items;
  for (const Origin& origin : incident.origins) {
    const std::string address = to_text(origin.address);
    const std::string row =
        origin.country.empty() ? address : fmt::format("{} ({})", address, origin.country);
    if (items.size() < kShownOrigins && std::ranges::find(items, row) == items.end())
      items.push_back(row);
  }
  return listed(items);
}

std::string evidence_of(const Incident& incident) {
  std::vector<std::string> items;
  for (const Evidence& evidence : incident.evidence)
    if (evidence.weight > 0 && items.size() < kShownEvidence) items.push_back(evidence.text);
  return listed(items);
}

std::string plan_of(const Incident& incident) {
  std::vector<std::string> items;
  for (const PlannedAction& action : incident.plan)
    items.push_back(fmt::format("{} {}: {}", action.action, action.target, action.reason));
  return listed(items);
}

struct NameRow {
  LetterName name;
  std::string (*value)(const LetterFacts& facts, Audience audience);
};
constexpr std::array kNames{
    NameRow{{"server", "this server's name"},
            [](const LetterFacts& f, Audience) { return one_line(f.server.primary_hostname); }},
    NameRow{{"id", "the incident's id"},
            [](const LetterFacts& f, Audience) { return f.incident.id; }},
    NameRow{{"actor", "the mailbox, page, script or list"},
            [](const LetterFacts& f, Audience) { return actor_of(f.incident); }},
    NameRow{{"what", "what happened, in a sentence"},
            [](const LetterFacts& f, Audience) {
              const std::string what(letter_words(f.incident).what);
              const std::string& changed = f.incident.how_page_changed;
              return changed.empty() ? what : what + "\n\n" + one_line(changed) + ".";
            }},
    NameRow{
        {"since", "when it was first seen"},
        [](const LetterFacts& f, Audience) { return to_rfc3339(f.incident.first_seen, f.zone); }},
    NameRow{
        {"until", "when it was last seen"},
        [](const LetterFacts& f, Audience) { return to_rfc3339(f.incident.last_seen, f.zone); }},
    NameRow{{"messages", "how many messages"},
            [](const LetterFacts& f, Audience) {
              return std::to_string(f.incident.messages.submitted);
            }},
    NameRow{{"recipients", "to how many recipients"},
            [](const LetterFacts& f, Audience) {
              return std::to_string(f.incident.messages.recipients);
            }},
    NameRow{{"subjects", "a list of their subjects"},
            [](const LetterFacts& f, Audience) { return subjects_of(f.incident); }},
    NameRow{{"page", "the page, where one is driven"},
            [](const LetterFacts& f, Audience) {
              const std::string page = one_line(f.incident.url.value_or(""));
              return page == actor_of(f.incident) ? std::string() : page;
            }},
    NameRow{{"script", "the file that sent it"},
            [](const LetterFacts& f, Audience) {
              const std::string script = one_line(f.incident.script.value_or(""));
              return script == actor_of(f.incident) ? std::string() : script;
            }},
    NameRow{{"origins", "a list of addresses that drive it"},
            [](const LetterFacts& f, Audience) { return origins_of(f.incident); }},
    NameRow{{"done", "a list of what was done about it"},
            [](const LetterFacts& f, Audience) {
              return f.done.empty() ? std::string("  - nothing was changed so far")
                                    : listed(f.done);
            }},
    NameRow{{"todo", "a list of what the reader should do now"},
            [](const LetterFacts& f, Audience audience) {
              const LetterWords& words = letter_words(f.incident);
              return audience == Audience::owner ? std::string(words.owner_todo)
                                                 : std::string(words.administrator_todo);
            }},
    NameRow{{"evidence", "a list of what shows it"},
            [](const LetterFacts& f, Audience) { return evidence_of(f.incident); }},
    NameRow{{"plan", "a list of the planned actions"},
            [](const LetterFacts& f, Audience) { return plan_of(f.incident); }},
};

// A line of the template with its names filled in; nothing where its only name is empty.
std::optional<std::string> filled_line(std::string_view line, const LetterFacts& facts,
                                       Audience audience) {
  std::string out;
  std::size_t names = 0, empty = 0;
  while (!line.empty()) {
    const std::size_t open = std::min(line.find('{'), line.size());
    out += line.substr(0, open);
    line.remove_prefix(open);
    const std::size_t close = line.find('}');
    if (line.empty() || close == line.npos) break;
    const auto row = std::ranges::find(kNames, line.substr(1, close - 1),
                                       [](const NameRow& name) { return name.name.name; });
    if (row == kNames.end()) {
      out += '{';
      line.remove_prefix(1);
      continue;
    }
    const std::string value = row->value(facts, audience);
    ++names;
    empty += value.empty() ? 1 : 0;
    out += value;
    line.remove_prefix(close + 1);
  }
  out += line;
  if (names > 0 && names == empty) return {};
  return out;
}

std::string owner_address(const LetterFacts& facts) {
  const Incident& incident = facts.incident;
  // Whoever stole the password reads what is written to the mailbox.
  const bool is_stolen = incident.kind == IncidentKind::mailbox && incident.account;
  if (is_plain_address(facts.owner) &&
      !(is_stolen && equal_ignoring_case(facts.owner, *incident.account)))
    return facts.owner;
  if (is_stolen) return {};
  if (incident.account && is_plain_address(*incident.account)) return *incident.account;
  const std::string at_domain = "postmaster@" + incident.domain.value_or("");
  return is_plain_address(at_domain) ? at_domain : std::string();
}

}  // namespace

std::string_view audience_name(Audience audience) {
  return audience == Audience::owner ? "owner" : "administrator";
}

std::optional<Audience> parse_audience(std::string_view word) {
  if (word == "owner") return Audience::owner;
  if (word == "administrator" || word == "admin") return Audience::administrator;
  return {};
}

std::vector<std::string> template_paths(Audience audience, IncidentKind kind) {
  const std::string start = "/etc/queuehound/letters/" + std::string(audience_name(audience));
  return {fmt::format("{}-{}.txt", start, kind_name(kind)), start + ".txt"};
}

std::span<const LetterName> letter_names() {
  static const auto kAll = [] {
    std::array<LetterName, kNames.size()> all;
    std::ranges::transform(kNames, all.begin(), &NameRow::name);
    return all;
  }();
  return kAll;
}

std::string done_words(const Action& action) {
  const std::string target = one_line(action.target);
  switch (action.kind) {
    case ActionKind::seal_script:
      return "the file " + target + " was disabled";
    case ActionKind::stop_process:
      return "running programs of " + target + " were stopped";
    case ActionKind::disable_cron:
      return "a cron job of " + target + " was disabled";
    case ActionKind::hold_account:
      return "outgoing mail of " + target + " is held back";
    case ActionKind::reset_password:
      return target + " has a new password: ask us for it by telephone";
    case ActionKind::suspend_login:
      return target + " cannot log in for the time being";
    case ActionKind::suspend_account:
      return "the account " + target + " is suspended";
    case ActionKind::disable_list:
      return "posts to the list " + target + " wait for its moderator";
    case ActionKind::block_address:
      return fmt::format("kept out for the time being: {}", fmt::join(addresses_of(action), ", "));
    case ActionKind::freeze_messages:
    case ActionKind::quarantine_messages:
      return fmt::format("{} unsolicited message{} taken out of delivery", action.messages.size(),
                         action.messages.size() == 1 ? "" : "s");
    case ActionKind::advise:
      break;
  }
  return {};
}

Letter write_letter(Audience audience, const LetterFacts& facts, std::string_view text) {
  Letter letter;
  const std::string postmaster = "postmaster@" + facts.server.primary_hostname;
  if (is_plain_address(postmaster)) letter.from = postmaster;
  letter.to = audience == Audience::owner ? owner_address(facts) : letter.from;
  if (letter.to.empty())
    letter.nobody_because =
        audience == Audience::owner && facts.incident.kind == IncidentKind::mailbox
            ? "nobody is known to write to but the stolen mailbox itself, which the thief reads: "
              "tell its owner by telephone"
            : "nobody is known to write to";
  letter.subject = fmt::format("{}: {}", facts.incident.id, actor_of(facts.incident));
  bool in_body = false;
  for_each_line(text.substr(0, kMostTemplate), [&](std::string_view line) {
    const auto filled = filled_line(line.substr(0, line.find('\r')), facts, audience);
    if (!in_body && line.starts_with("Subject:")) {
      letter.subject = filled ? trim(std::string_view(*filled).substr(8)) : letter.subject;
      return;
    }
    if (!in_body && trim(line).empty()) return;
    in_body = true;
    if (filled) letter.body += *filled + "\n";
  });
  return letter;
}

Record letter_details(const Letter& letter) {
  return {{"nobody_because", letter.nobody_because},
          {"to", letter.to},
          {"from", letter.from},
          {"subject", letter.subject},
          {"text", letter.body}};
}

}  // namespace queuehound
