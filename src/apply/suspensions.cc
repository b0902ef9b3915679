// suspend_login and suspend_account: what the panel does where there is one. Without a panel a
// login is closed by a password that nobody ever sees.
#include <fmt/format.h>

#include "apply/account_doings.h"
#include "apply/dovecot.h"
#include "apply/new_password.h"
#include "apply/panel.h"
#include "apply/password_change.h"
#include "base/text.h"

namespace queuehound {
namespace {

bool is_by_panel(const Record& before) {
  const auto way = before.find("way");
  return way != before.end() && way->second == "panel";
}

// The row for it, or nothing where the panel has none.
const PanelRow* row_for(const LiveServer& live, const Action& action) {
  const auto target = panel_target(live.server, action.target);
  return target ? panel_row(action.kind, live.server.profile, target->is_mailbox()) : nullptr;
}

Result<Record> prepare_login(const LiveServer& live, const Action& action) {
  if (!action.target.contains('@'))
    return fail(Error::Kind::refused, to_printable(action.target) +
                                          " is a system account: suspend_account closes all of it");
  if (const PanelRow* row = row_for(live, action))
    return prepare_panel(live, *row, *panel_target(live.server, action.target));
  return prepare_password(live, action.target);
}

Result<Record> act_on_login(const LiveServer& live, const Action& action, const Record& before,
                            const NoteProgress& /*note*/) {
  Record after;
  if (is_by_panel(before)) {
    after = TRY(act_on_panel(live, action, before));
  } else {
    const std::string unseen = TRY(new_password());
    after = TRY(set_password(live, before, unseen));
    after["text"] = to_printable(action.target) + " cannot log in; mail still arrives";
  }
  after["text"] += "; " + end_sessions(action.target);
  return after;
}

Result<std::string> verify_login(const LiveServer& live, const Action& action, const Record& before,
                                 const Record& after) {
  return is_by_panel(before) ? verify_panel(live, action) : is_still_set(live, before, after);
}

Result<Undone> undo_login(const LiveServer& live, const Action& action, const Record& before,
                          const Record& after, const UndoOptions& options) {
  if (is_by_panel(before))
    return undo_on_panel(live, action, kept_by_panel(live, action, before), options);
  std::string text = TRY(restore_password(live, before, after));
  return fmt::format("{}; {}", text, end_sessions(action.target));
}

std::string login_difference(const LiveServer& live, const Action& action, const Record& before,
                             const Record& after) {
  if (is_by_panel(before)) return panel_difference(live, action);
  const auto still = is_still_set(live, before, after);
  return still ? "" : still.error().text + "\n";
}

// A password nobody knows is changed by a second action too, and put back in the opposite order.
Keeping keeping_login(const LiveServer& live, const Action& action, const Record& before) {
  return is_by_panel(before) ? kept_by_panel(live, action, before) : Keeping{"password", {}, {}};
}

Result<Record> prepare_account(const LiveServer& live, const Action& action) {
  if (const PanelRow* row = row_for(live, action))
    return prepare_panel(live, *row, *panel_target(live.server, action.target));
  if (action.target.contains('@'))
    return fail(Error::Kind::refused, to_printable(action.target) +
                                          " is a mailbox: suspend_login closes it, "
                                          "suspend_account is for the account that owns it");
  return fail(Error::Kind::refused,
              "there is no panel here that suspends accounts: hold its mail (hold_account) and "
              "seal its script (seal_script)");
}

Result<Record> act_on_account(const LiveServer& live, const Action& action, const Record& before,
                              const NoteProgress& /*note*/) {
  return act_on_panel(live, action, before);
}

Result<std::string> verify_account(const LiveServer& live, const Action& action,
                                   const Record& /*before*/, const Record& /*after*/) {
  return verify_panel(live, action);
}

Result<Undone> undo_account(const LiveServer& live, const Action& action, const Record& before,
                            const Record& /*after*/, const UndoOptions& options) {
  return undo_on_panel(live, action, kept_by_panel(live, action, before), options);
}

std::string account_difference(const LiveServer& live, const Action& action,
                               const Record& /*before*/, const Record& /*after*/) {
  return panel_difference(live, action);
}

}  // namespace

Doing suspend_login_doing() {
  return {ActionKind::suspend_login, prepare_login, act_on_login, verify_login, undo_login,
          login_difference,          keeping_login, true};
}

Doing suspend_account_doing() {
  return {ActionKind::suspend_account,
          prepare_account,
          act_on_account,
          verify_account,
          undo_account,
          account_difference,
          kept_by_panel,
          true};
}

}  // namespace queuehound
