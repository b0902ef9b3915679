// Holding an account on a plain Exim: lookup files that the access list of host/exim_hold_acl.h
// reads. Exim opens them anew for each message, so a change counts from the next message on,
// without a restart. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

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
