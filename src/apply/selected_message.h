// Whether a message is still what the plan chose. Asked again under Exim's lock, the moment before
// it is touched: a plan may be old, or edited by hand, and nobody else's mail may ever be taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/spool_header.h"
#include "host/server.h"
#include "remedy/action.h"

namespace queuehound {

// What all messages of an action have in common, as far as its details tell; each is optional:
//   "auth_id"  who logged in (-auth_id)      "login"  who ran Exim (line 2), a system account
//   "uid"      its number                    "sender" the envelope's
//   "sender_mailbox" whose login it was, however it is written (verdict/submitter)
//   "sender_account" a program of it handed the message in: no host, no login
//   "with_bounces" "yes": bounces may be among them, which have none of these
struct Selection {
  std::optional<std::string> auth_id, login, sender, mailbox, account;
  std::optional<std::int64_t> uid;
  bool with_bounces = false;
  const Server* server = nullptr;  // tells the mailbox of a login; must outlive it
};

// Kind::refused: a uid that is no number.
Result<Selection> selection_of(const Record& details, const Server& server);

// "" where `bytes`, the -H of `id`, is such a message; else what speaks against it, in words.
// `memory` is used again from call to call.
std::string speaks_against(const Selection& selection, std::string_view bytes, const MessageId& id,
                           SpoolHeader& memory);

}  // namespace queuehound
