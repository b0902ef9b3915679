#include "remedy/panel_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"
#include "mail/address.h"
#include "remedy/shell_quote.h"

namespace queuehound {
namespace {

constexpr std::string_view kCpanelMailboxes =
    "uapi --output=json --user={owner} Email list_pops_with_disk domain={domain} "
    "get_restrictions=1";
constexpr std::string_view kHestiaMailbox = "v-list-mail-account {owner} {domain} {local} json";

constexpr std::array kRows{
    PanelRow{ActionKind::hold_account, Profile::cpanel, true,
             "uapi --output=json --user={owner} Email hold_outgoing email={address}",
             "uapi --output=json --user={owner} Email release_outgoing email={address}",
             kCpanelMailboxes, HoldsWhen::json_flag, "hold_outgoing", ""},
    PanelRow{ActionKind::hold_account, Profile::cpanel, false,
             "whmapi1 --output=json hold_outgoing_email user={owner}",
             "whmapi1 --output=json release_outgoing_email user={owner}",
             "/etc/outgoing_mail_hold_users", HoldsWhen::file_line, "{owner}", ""},
    PanelRow{ActionKind::suspend_login, Profile::cpanel, true,
             "uapi --output=json --user={owner} Email suspend_login email={address}",
             "uapi --output=json --user={owner} Email unsuspend_login email={address}",
             kCpanelMailboxes, HoldsWhen::json_flag, "suspended_login",
             "nobody can log in to read or send; mail still arrives"},
    PanelRow{ActionKind::suspend_login, Profile::hestia, true,
             "v-suspend-mail-account {owner} {domain} {local}",
             "v-unsuspend-mail-account {owner} {domain} {local}", kHestiaMailbox,
             HoldsWhen::json_flag, "SUSPENDED",
             "nobody can log in to read or send; its password cannot be changed meanwhile"},
    PanelRow{ActionKind::suspend_account, Profile::cpanel, false,
             "whmapi1 --output=json suspendacct user={owner} reason={reason}",
             "whmapi1 --output=json unsuspendacct user={owner}", "/var/cpanel/suspended/{owner}",
             HoldsWhen::file_is_there, "",
             "sites, mailboxes and logins of the account are closed; mail still queues"},
    PanelRow{ActionKind::suspend_account, Profile::directadmin, false, "da suspend-user {owner}",
             "da unsuspend-user {owner}", "/usr/local/directadmin/data/users/{owner}/user.conf",
             HoldsWhen::file_line, "suspended=yes",
             "sites, mailboxes and logins of the account are closed"},
    PanelRow{ActionKind::suspend_account, Profile::hestia, false, "v-suspend-user {owner}",
             "v-unsuspend-user {owner}", "v-list-user {owner} json", HoldsWhen::json_flag,
             "SUSPENDED", "sites, mailboxes and logins of the account are closed"},
};

struct ProgramPlace {
  std::string_view program;  // a name, or "v-" for all that begin so
  std::array<std::string_view, 2> paths;
};
constexpr std::array kPrograms{
    ProgramPlace{"uapi", {"/usr/local/cpanel/bin/uapi", "/usr/bin/uapi"}},
    ProgramPlace{"whmapi1", {"/usr/local/cpanel/bin/whmapi1", "/usr/sbin/whmapi1"}},
    ProgramPlace{"da", {"/usr/local/directadmin/directadmin", "/usr/bin/da"}},
    ProgramPlace{"v-", {"/usr/local/hestia/bin/", ""}},
};

// Names of panels hold nothing else; whatever does comes from a log, not from a panel.
bool is_safe(std::string_view name, std::string_view marks) {
  return !name.empty() && name.size() <= 255 &&
         (is_alphanumeric(name.front()) || name.front() == '_') &&
         std::ranges::all_of(name, [&](char c) { return is_alphanumeric(c) || marks.contains(c); });
}

void replace_names(std::string& word, const PanelTarget& target, std::string_view reason,
                   bool encode) {
  const std::array<std::pair<std::string_view, std::string_view>, 5> names{
      {{"{owner}", target.owner},
       {"{local}", target.local},
       {"{domain}", target.domain},
       {"{address}", target.address},
       {"{reason}", reason}}};
  std::string filled;
  std::string_view rest = word;
  while (!rest.empty()) {
    const auto* name =
        std::ranges::find_if(names, [&](const auto& row) { return rest.starts_with(row.first); });
    if (name == names.end()) {
      filled += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    filled += encode ? uri_encoded(name->second) : std::string(name->second);
    rest.remove_prefix(name->first.size());
  }
  word = std::move(filled);
}

bool is_cpanel_value(std::string_view word) { return word.contains('=') && !word.starts_with('-'); }

}  // namespace

std::string uri_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_alphanumeric(c) || std::string_view("-._~").contains(c))
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::optional<PanelTarget> panel_target(const Server& server, std::string_view name) {
  PanelTarget target;
  if (!name.contains('@')) {
    if (!is_safe(name, "._-") || server.account(name) == nullptr) return {};
    target.owner = name;
    return target;
  }
  const auto [local, domain] = split_address(name);
  target.owner = server.owner_of_domain(domain);
  target.local = local;
  target.domain = domain;
  target.address = name;
  if (!is_safe(target.owner, "._-") || !is_safe(local, "._+=-") || !is_safe(domain, "._-") ||
      !looks_like_domain(domain))
    return {};
  return target;
}

const PanelRow* panel_row(ActionKind kind, Profile profile, bool is_of_mailbox) {
  const auto* row = std::ranges::find_if(kRows, [&](const PanelRow& candidate) {
    return candidate.kind == kind && candidate.profile == profile &&
           candidate.is_of_mailbox == is_of_mailbox;
  });
  return row == kRows.end() ? nullptr : row;
}

std::vector<std::string> panel_words(const PanelRow& row, std::string_view words,
                                     const PanelTarget& target, std::string_view reason) {
  std::vector<std::string> filled;
  for_each_word(words, [&](std::string_view word) {
    filled.emplace_back(word);
    replace_names(filled.back(), target, reason,
                  row.profile == Profile::cpanel && is_cpanel_value(word));
  });
  return filled;
}

std::vector<std::string> panel_program_paths(std::string_view program) {
  std::vector<std::string> paths;
  for (const ProgramPlace& place : kPrograms) {
    const bool is_family = place.program.ends_with('-');
    if (is_family ? !program.starts_with(place.program) : program != place.program) continue;
    for (const std::string_view path : place.paths)
      if (!path.empty()) paths.push_back(std::string(path) + std::string(is_family ? program : ""));
  }
  return paths;
}

std::optional<std::string> panel_shell(ActionKind kind, const Server& server,
                                       std::string_view name) {
  const auto target = panel_target(server, name);
  if (!target) return {};
  const PanelRow* row = panel_row(kind, server.profile, target->is_mailbox());
  if (row == nullptr) return {};
  std::string shell;
  for (const std::string& word : panel_words(*row, row->run, *target, "spam"))
    if (word != "--output=json") shell += (shell.empty() ? "" : " ") + shell_quote(word);
  return shell;
}

std::optional<std::string> password_shell(const Server& server, std::string_view mailbox) {
  const auto target = panel_target(server, mailbox);
  if (!target || !target->is_mailbox()) return {};
  // printf is the shell's own: what it prints stands in no argument list.
  if (server.profile == Profile::cpanel)
    return fmt::format(
        "p=$(openssl rand -hex 16) && echo \"$p\" && printf '{}' \"$p\" | uapi --input=json "
        "--user={} Email passwd_pop",
        fmt::format(R"({{"email":"{}","domain":"{}","password":"%s"}})", target->local,
                    target->domain),
        shell_quote(target->owner));
  if (server.profile == Profile::hestia)
    return fmt::format(
        "f=$(mktemp /tmp/XXXXXXXX) && openssl rand -hex 16 | tee \"$f\" && "
        "v-change-mail-account-password {} {} {} \"$f\"; rm -f \"$f\"",
        shell_quote(target->owner), shell_quote(target->domain), shell_quote(target->local));
  return {};
}

}  // namespace queuehound
