// What could not be read, or was read with a doubt: below every answer that is made of it.
#pragma once

#include <string>
#include <vector>

#include "report/page.h"

namespace queuehound {

// `first` (already printable; "" for none) stands before the others.
void write_notes(Page& page, std::string first, const std::vector<std::string>& notes);

}  // namespace queuehound
