// A password spray: many addresses, each with a few tries at mailboxes of customers who have
// nothing to do with each other, so that neither an address nor a mailbox is tried often.
#pragma once

#include "attacks/honest_failures.h"

namespace queuehound {

// So many customers' mailboxes as an office's line and an agency's do not fail for.
bool are_strangers(const CaseFile& file, std::span<const std::uint32_t> users);

// Marks those that take part for sure.
void mark_sprayers(const CaseFile& file, Guessers& all, HonestFailures& honest);

}  // namespace queuehound
