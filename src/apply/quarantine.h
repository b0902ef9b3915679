// quarantine_messages, as a Doing; and what people do with single messages of it.
//
// What is where is told by names in the two folders, never by counting what was done: so after a
// crash the same call finds out how far it came. The journal has the ids, once, before the first
// file moves; its record has the batch's name.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "apply/quarantine_sweep.h"

namespace queuehound {

// Details it knows: those of Selection (apply/selected_message.h), and "patience", the seconds
// given to messages that Exim is busy with (15).
Doing quarantine_doing();

// Back into the queue: these (sorted), or all where none are given. What cannot go back stays in
// quarantine and is counted. Kind::gone: no such batch.
Result<SweepTally> release_messages(const LiveServer& live, std::string_view batch,
                                    const std::vector<MessageId>& only);

// Removes a batch's messages for good; how many.
Result<std::uint64_t> expire_batch(const LiveServer& live, std::string_view batch);

// "3 stay: 2 that Exim is busy with, 1 whose id is in the queue" or "".
std::string what_stays(const SweepTally& tally);

}  // namespace queuehound
