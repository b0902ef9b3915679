// Holding an account on a plain Exim: two lookup files, the access list that reads them, and how to
// have Exim ask it. Exim opens the files anew for each message, so a change counts from the next
// message on, without a restart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/exim_hold.h"
#include "host/server.h"

namespace queuehound {

// The file kHoldAclPath, byte for byte; examples/exim-hold.conf is its copy.
std::string_view exim_hold_acl();

// How to have it asked, on this layout.
struct HoldInclusion {
  std::string place;               // the file to write to, or where in the panel
  std::vector<std::string> lines;  // as they stand
  std::string then, advice;
};
HoldInclusion hold_inclusion(const Server& server, const EximHold& hold);

// What stands behind a name: the message is kept frozen, or not taken.
enum class HoldMode : std::uint8_t { wait, refuse };
std::string_view hold_mode_word(HoldMode mode);
std::optional<HoldMode> parse_hold_mode(std::string_view word);

// A line of an lsearch file, with its newline. A key of other than plain characters stands in
// quotes, so that no colon, blank or '#' of a name means anything ('*' means nothing to lsearch).
// Nothing for a name with a newline or another control character: no line can hold it.
std::optional<std::string> lsearch_line(std::string_view key, std::string_view value);

struct LsearchLine {
  std::string key, value;  // quotes of the key undone
};
// Nothing for a comment, a continuation or an empty line.
std::optional<LsearchLine> parse_lsearch_line(std::string_view line);

}  // namespace queuehound
