// The journal's tables, by version: PRAGMA user_version says which a file has.
#pragma once

#include "apply/database.h"

namespace queuehound {

// Makes the tables, or brings older ones up to date, in one transaction. Kind::refused: a newer
// queuehound wrote the file.
Result<> prepare_schema(const Database& database);

// For reading: the file must be of this version as it is.
Result<> check_schema(const Database& database);

}  // namespace queuehound
