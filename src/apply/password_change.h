// One mailbox's password, changed so that it can be put back: in a passwd-file of Dovecot's (which
// is also DirectAdmin's), or by cPanel or HestiaCP, whose files hold the hash to keep.
//
// The old hash is kept in the state directory, 0600, before anything is changed. A crash in the
// middle is told by the salt: it is chosen first, and journalled, so that a hash made with it is
// known to be ours.
#pragma once

#include <string>
#include <string_view>

#include "apply/doing.h"

namespace queuehound {

// Kind::refused, with the next best, where this server's passwords are not ours to change.
Result<Record> prepare_password(const LiveServer& live, std::string_view mailbox);

// The old hash is kept, then the new password set. Kind::refused: somebody changed it since
// prepare. The record names what undo must find.
Result<Record> set_password(const LiveServer& live, const Record& before,
                            const std::string& password);

// Whether the password is still the one that set_password left: the sentence, or what is not so.
Result<std::string> is_still_set(const LiveServer& live, const Record& before, const Record& after);

// Whether the mailbox still has the password it had before: none was set, or it was set back.
bool is_old_in_place(const LiveServer& live, const Record& before);

// The kept hash in its old place, every byte of the file as it was. Kind::refused where another
// password was set since. Or where the kept one is gone.
Result<std::string> restore_password(const LiveServer& live, const Record& before,
                                     const Record& after);

}  // namespace queuehound
