// What cPanel's and HestiaCP's programs print: JSON, read with caution.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

// Why uapi or whmapi1 says that it failed; "" where it says that it succeeded. `program` tells
// which of the two.
std::string cpanel_failure(std::string_view program, std::string_view printed);

// The flag `key` of the mailbox `address` in the list uapi prints, or of the one thing that a
// HestiaCP program shows: 1, true and "yes" are true. Nothing where it does not say.
std::optional<bool> panel_flag(std::string_view printed, std::string_view address,
                               std::string_view key);

}  // namespace queuehound
