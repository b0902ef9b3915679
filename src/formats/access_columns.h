// The columns of an access log that stand around the client's address: sites, header's lists, ident
// and user. Which is which differs by format, and some of them are what a client says.
#pragma once

#include <algorithm>
#include <string_view>

#include "formats/access_request.h"

namespace queuehound {

inline std::string_view token_of(std::string_view text) { return text.substr(0, text.find(' ')); }
inline std::string_view behind(std::string_view text, std::string_view token) {
  text.remove_prefix(std::min(token.size() + 1, text.size()));
  return text;
}

// "[site] client ident user", as they stand before a stamp.
void fill_columns(std::string_view columns, AccessRequest& request);

// "[site] client [site] [ident user]", as they stand behind one that begins the line. False where a
// word of a client's may be taken for the address: of two addresses, and of more columns than
// these, some come from a header or are the Host that was asked for, and nothing tells which.
bool fill_columns_behind_stamp(std::string_view columns, AccessRequest& request);

}  // namespace queuehound
