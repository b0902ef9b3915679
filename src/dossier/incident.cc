#include "dossier/incident.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 7> kEntryWays{
    "web_upload",       "ftp_upload",     "panel_upload", "ssh_upload",
    "password_guessed", "password_known", "unknown"};
constexpr std::array<std::string_view, 3> kSiblingWhys{"same_minute", "same_content", "same_name"};

}  // namespace

std::string_view entry_way_name(EntryWay way) { return kEntryWays[static_cast<std::size_t>(way)]; }

std::string_view sibling_why_name(SiblingWhy why) {
  return kSiblingWhys[static_cast<std::size_t>(why)];
}

std::string_view kind_name(IncidentKind kind) {
  switch (kind) {
    case IncidentKind::mailbox:
      return "mailbox";
    case IncidentKind::script:
      return "script";
    case IncidentKind::form:
      return "form";
    case IncidentKind::list:
      return "list";
    case IncidentKind::relay:
      return "relay";
    case IncidentKind::inbound:
      return "inbound";
    case IncidentKind::backscatter:
      return "backscatter";
  }
  return "";
}

std::string_view via_name(Via via) {
  switch (via) {
    case Via::smtp_auth:
      return "smtp_auth";
    case Via::imap:
      return "imap";
    case Via::pop3:
      return "pop3";
    case Via::webmail:
      return "webmail";
    case Via::web:
      return "web";
    case Via::smtp:
      return "smtp";
  }
  return "";
}

const Deed* Incident::deed_for(std::string_view kind_of_step, std::string_view target) const {
  if (kind_of_step == "freeze_messages" || kind_of_step == "quarantine_messages") return nullptr;
  for (const Deed& deed : deeds)
    if (deed.action == kind_of_step && deed.now.empty() &&
        std::ranges::binary_search(deed.targets, target))
      return &deed;
  return nullptr;
}

const PlannedAction* Incident::next_step() const {
  const auto row = std::ranges::find_if(plan, [&](const PlannedAction& step) {
    return deed_for(step.action, step.target) == nullptr;
  });
  return row == plan.end() ? nullptr : &*row;
}

std::string incident_id(IncidentKind kind, std::string_view actor) {
  return "I-" + stable_name(fmt::format("{}:{}", kind_name(kind), actor));
}

bool Incident::is_from_this_server() const {
  return !origins.empty() && std::ranges::all_of(origins, [](const Origin& origin) {
    return is_loopback(origin.address);
  });
}

bool Incident::has_unnamed_login() const {
  return std::ranges::any_of(evidence, [](const Evidence& e) { return e.signal == kUnnamedLogin; });
}

std::string Incident::actor_subject() const {
  switch (kind) {
    case IncidentKind::mailbox:
      return "mailbox:" + account.value_or("");
    case IncidentKind::list:
      return "list:" + list.value_or("");
    case IncidentKind::backscatter:
      return account ? "mailbox:" + *account : "domain:" + domain.value_or("");
    case IncidentKind::relay:
    case IncidentKind::inbound:
      return origins.empty() ? "" : "ip:" + to_text(origins.front().address);
    default:
      break;
  }
  if (script) return "script:" + *script;
  if (directory) return "dir:" + *directory;
  return "account:" + system_user.value_or("");
}

}  // namespace queuehound
