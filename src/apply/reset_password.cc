// reset_password: see apply/account_doings.h.
#include <fmt/format.h>

#include "apply/account_doings.h"
#include "apply/dovecot.h"
#include "apply/new_password.h"
#include "apply/password_change.h"
#include "base/text.h"
#include "mail/address.h"
#include "survey/mailbox_rules.h"

namespace queuehound {
namespace {

constexpr std::size_t kShownRules = 5;

Result<Record> prepare(const LiveServer& live, const Action& action) {
  if (!action.target.contains('@'))
    return fail(Error::Kind::refused, to_printable(action.target) +
                                          " is a system account, not a mailbox: its password is "
                                          "set with passwd, or by the panel");
  return prepare_password(live, action.target);
}

// What an intruder may have left in the mailbox; a password does not touch it.
std::string rules_of(const LiveServer& live, const std::string& mailbox) {
  MailboxTarget target{mailbox, {}};
  const std::string_view owner = live.server.owner_of_domain(domain_of(mailbox));
  if (const Account* account = live.server.account(owner)) target.home = account->home;
  const MailboxTrace trace = look_at_mailbox(live.root, target);
  if (trace.rules.empty()) return "no forwarder or filter of it found";
  std::string text = "look at its forwarders and filters:";
  for (std::size_t i = 0; i < trace.rules.size() && i < kShownRules; ++i) {
    const MailboxRule& rule = trace.rules[i];
    text += " " + to_printable(rule.path);
    if (!rule.to.empty()) text += " (to " + to_printable(rule.to) + ")";
  }
  if (trace.rules.size() > kShownRules)
    text += fmt::format(" and {} more", trace.rules.size() - kShownRules);
  return text;
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress& /*note*/) {
  const std::string password = TRY(new_password());
  Record after = TRY(set_password(live, before, password));
  after["text"] = fmt::format("new password for {}; {}; {}", to_printable(action.target),
                              end_sessions(action.target), rules_of(live, action.target));
  after[std::string(kSecretName) + "password of " + to_printable(action.target)] = password;
  return after;
}

Result<std::string> verify(const LiveServer& live, const Action& /*action*/, const Record& before,
                           const Record& after) {
  return is_still_set(live, before, after);
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record& after, const UndoOptions& options) {
  // It failed before anything was set: nobody is let in by leaving it so.
  if (is_old_in_place(live, before))
    return std::string("no new password was set: the old one holds");
  if (!options.force)
    return fail(Error::Kind::refused,
                "whoever stole the old password could log in again: to put it back all the same, "
                "undo with --force");
  std::string text = TRY(restore_password(live, before, after));
  return fmt::format("{}, and whoever stole it can log in again; {}", text,
                     end_sessions(action.target));
}

std::string difference(const LiveServer& live, const Action& /*action*/, const Record& before,
                       const Record& after) {
  const auto still = is_still_set(live, before, after);
  return still ? "" : still.error().text + "\n";
}

}  // namespace

Doing reset_password_doing() {
  return {ActionKind::reset_password, prepare, act, verify, undo, difference, nullptr, true};
}

}  // namespace queuehound
