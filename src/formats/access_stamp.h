// The stamp of an access log in its plain form: "[23/Nov/2026:13:40:28 +0000]".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace queuehound {

inline constexpr std::size_t kStampLength = 28;  // with its brackets

// Where one stands at `at`.
std::optional<Time> access_stamp_at(std::string_view line, std::size_t at);
// The same without the brackets, and nothing else.
std::optional<Time> access_time(std::string_view text);

}  // namespace queuehound
