// The doings about accounts, mailboxes and lists: rows for apply/doings.cc.
#pragma once

#include "apply/doing.h"

namespace queuehound {

// A strong password that nobody had, shown once; sessions ended. The old hash comes back only with
// UndoOptions::force: whoever stole the old password can use it again.
Doing reset_password_doing();

// details["mode"] of a plain Exim: "wait" (kept frozen; the default) or "refuse" (451).
Doing hold_account_doing();

Doing suspend_login_doing();
Doing suspend_account_doing();
Doing disable_list_doing();

// details "send" → "yes", "to", "subject", "text": handed to sendmail. Anything else of "send":
// nothing is sent, the letter was printed.
Doing advise_doing();

}  // namespace queuehound
