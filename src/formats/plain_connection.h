// Connections that came and went, as every client with a number leaves two or three: lines in which
// nothing needs a second thought, told from those that parse_exim_connection has to read. There are
// more of them than of all else on a busy server, and a scan needs nothing of what they say.
//
// Internal to whoever reads whole logs; pure.
#pragma once

#include <string_view>

namespace queuehound {

// What is plain, parse_exim_connection reads; false says nothing.
bool is_plain_connection(std::string_view text);

}  // namespace queuehound
