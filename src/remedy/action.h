// One change to the server, as a value: what a plan holds, what the journal keeps, what `src/apply`
// takes. Nothing else can ask for a change.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

enum class ActionKind : std::uint8_t {
  seal_script,
  stop_process,
  disable_cron,
  hold_account,
  reset_password,
  suspend_login,
  suspend_account,
  disable_list,
  block_address,
  freeze_messages,
  quarantine_messages,
  advise
};
std::string_view action_name(ActionKind kind);  // "seal_script"
std::optional<ActionKind> parse_action_name(std::string_view name);

// What is known about an action or the state before and after it: names to bytes (a path may hold
// any). Kept in the journal as it is.
using Record = std::map<std::string, std::string, std::less<>>;

struct Action {
  ActionKind kind = ActionKind::advise;
  std::string target;    // path, address, mailbox, account or list; for messages the incident's id
  std::string incident;  // "I-3f9a2c"; empty: asked for by a person
  std::string reason, effect;
  Record details;                     // "ttl" → "86400"; each doing says which it knows
  std::vector<std::string> messages;  // ids, for freezing and quarantine
};

}  // namespace queuehound
