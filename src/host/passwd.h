// passwd(5) of the server's tree. A line that is cut short or has no number is left out.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "host/account.h"

namespace queuehound {

// Red Hat's began here once, later ones and Debian's at 1000.
inline constexpr std::uint32_t kFirstOfPeople = 500;

std::vector<Account> parse_passwd(std::string_view text);  // at most 200,000 accounts

// An account of a person or a site: a person's uid, a home that is not a system directory.
bool is_hosting_account(const Account& account);

}  // namespace queuehound
