// Records and lists as bytes and back, whatever bytes they hold: each text as "LENGTH:TEXT,", so
// that a person with the sqlite3 shell can still read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "remedy/action.h"

namespace queuehound {

std::string to_bytes(const Record& record);
std::string to_bytes(const std::vector<std::string>& list);
std::optional<Record> parse_record(std::string_view bytes);
std::optional<std::vector<std::string>> parse_list(std::string_view bytes);

}  // namespace queuehound
