// The life of one message, line by line.
#pragma once

#include "report/page.h"
#include "survey/find_lines.h"

namespace queuehound {

void write_life(Page& page, const MessageLines& life);

// "handed in by a program", "accepted", "delivered to", ...
std::string_view life_words(EximLineKind kind);

}  // namespace queuehound
