// An Exim -H spool file as a value: envelope, recipients, who is done, headers. All forms from 4.6x
// to 4.100. Sources: Exim spool_in.c and spool_out.c.
//
// Pure: no I/O. Every view points into the bytes given to parse_spool_header and lives as long.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_scan.h"
#include "base/ip_address.h"
#include "formats/spool_envelope.h"

namespace queuehound {

// `file_name`: the name in the directory, "1xVUGb-0005L4-0b-H"; the first line must agree with it.
// `out` is cleared and filled (its vectors keep their capacity: the survey reuses one per thread).
// Never fails: what is damaged is said in out.damage, and what was read before that stays.
void parse_spool_header(std::string_view bytes, std::string_view file_name, SpoolHeader& out,
                        SpoolParts parts = SpoolParts::all);

// The same file written back in Exim's order from the parsed value; equal to the input for a file
// without damage (property test: parsing loses nothing).
std::string write_spool_header(const SpoolHeader& header);

// One delivered address a line (a -J journal); views into `bytes`. A last line without its LF is a
// write cut short and is left out: half an address can be the whole of another one.
std::vector<std::string_view> parse_spool_journal(std::string_view bytes);

// Marks every recipient whose exact text is in `names` as done (exim -bp shows it with a D).
void mark_done(SpoolHeader& header, const std::vector<std::string_view>& names);

// The name that the bytes of a header begin with: up to the ':', blanks before it dropped; empty
// without ':'.
inline std::string_view spool_header_name(std::string_view raw) {
  const char* const end = raw.data() + raw.size();
  const char* colon = find_near(raw.data(), end, ':');
  if (colon == end) return {};
  while (colon != raw.data() && (colon[-1] == ' ' || colon[-1] == '\t')) --colon;
  return {raw.data(), colon};
}

}  // namespace queuehound
