// Subjects as people read them, and as campaigns repeat them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace queuehound {

// RFC 2047 encoded words decoded to UTF-8 (UTF-8, US-ASCII, ISO-8859-x, Windows-125x, others by
// iconv), folding removed, blanks trimmed. What cannot be decoded stays as written.
// Oracle: Python's email.header.
std::string decode_subject(std::string_view raw);
// The same without an allocation where nothing is encoded or folded, as in most: a part of `raw`
// then, else of `room`.
std::string_view decode_subject(std::string_view raw, std::string& room);

// The subject without what varies from copy to copy: lower case, every run of digits, and every
// word that mixes digits and letters or is a long hex string, becomes '#'; a word equal to the
// local part of a recipient cannot be known here and stays. Blanks are single. A number in groups
// ("1,234.56", "10:30") is one '#'. "" for an empty one.
std::string subject_skeleton(std::string_view decoded);
// The same written into `to`, which has room for `decoded`; gives its length.
std::size_t write_subject_skeleton(std::string_view decoded, char* to);

}  // namespace queuehound
