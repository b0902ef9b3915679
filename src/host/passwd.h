// passwd(5) of the server's tree. A line that is cut short or has no number is left out.
#pragma once

#include <string_view>
#include <vector>

#include "host/account.h"

namespace queuehound {

std::vector<Account> parse_passwd(std::string_view text);  // at most 200,000 accounts

// An account of a person or a site: uid 500 and up (older systems began there), a home that is not
// a system directory.
bool is_hosting_account(const Account& account);

}  // namespace queuehound
