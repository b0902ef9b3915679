// What a panel is asked to do to an account or a mailbox, to undo it and to tell whether it holds:
// one table, a row for each action and panel. The plan prints its lines from here and src/apply
// runs them, so the two cannot disagree. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/server.h"
#include "remedy/action.h"

namespace queuehound {

// Whom it is about, every part checked: letters, digits and a few marks, none in front that a
// program could take for an option.
struct PanelTarget {
  std::string owner;                   // the system account
  std::string local, domain, address;  // a mailbox's; "" for a system account
  bool is_mailbox() const { return !address.empty(); }
};
// Nothing where a name does not fit, or nobody owns the domain.
std::optional<PanelTarget> panel_target(const Server& server, std::string_view mailbox_or_account);

enum class HoldsWhen : std::uint8_t {
  json_flag,     // `look` prints JSON: `key` of the object about the target is 1, true or "yes"
  file_line,     // the file `look` has the line `key`
  file_is_there  // the file `look` exists
};

struct PanelRow {
  ActionKind kind;
  Profile profile;
  bool is_of_mailbox;
  std::string_view run, undo, look;  // words; {owner} {local} {domain} {address} {reason} in them
  HoldsWhen holds_when;
  std::string_view key;
  std::string_view effect;  // what the person should know of it; "" nothing
};
const PanelRow* panel_row(ActionKind kind, Profile profile, bool is_of_mailbox);

// The words of a row with the target's names in them. cPanel's programs decode what stands behind
// '=', so there the names are URI-encoded.
std::vector<std::string> panel_words(const PanelRow& row, std::string_view words,
                                     const PanelTarget& target, std::string_view reason);

// Where a program of a panel lies: "uapi" → /usr/local/cpanel/bin/uapi, ...
std::vector<std::string> panel_program_paths(std::string_view program);

// One POSIX line for people: the command without what only programs need.
std::optional<std::string> panel_shell(ActionKind kind, const Server& server,
                                       std::string_view mailbox_or_account);

// Setting a new password, so that it stands in no argument list.
std::optional<std::string> password_shell(const Server& server, std::string_view mailbox);

std::string uri_encoded(std::string_view text);  // all but letters, digits and -._~

}  // namespace queuehound
