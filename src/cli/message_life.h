// One message of a server that was read: its row, and its lines in the main log.
#pragma once

#include "cli/read_server.h"
#include "survey/find_lines.h"

namespace queuehound {

// nullptr where neither queue nor window has it.
const Message* find_message(const Ledger& ledger, const MessageId& id);

// Reads the main logs once more, around the time in its id.
MessageLines life_of(const Reading& reading, const MessageId& id);

}  // namespace queuehound
