// The largest text of an actor's mail, beside which others are small.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// By what came inside the window first, then by all: of the orders of every day some wait for
// weeks, and a flood that has just begun is less than all of these.
bool is_smaller_text(const Alike& text, const Alike& other);

// Null where no message has a subject.
const Alike* largest_text(const Likeness& likeness);
std::uint64_t recipients_of_largest_text(const Likeness& likeness);

// No more of it than the actor sends on a busy day. Days are no two alike, and from afternoon to
// afternoon there may be two more of a shop's orders than on any day before.
bool is_of_busy_day(const Alike& text, const Dossier& dossier);

// Where nobody tells who speaks (a host, a login that its programs share, an account whose pages
// nobody knows): beside a flood of
// `largest` a text under a fifth of it, and no more of it than the actor sends on its busy days, is
// somebody's orders or tickets.
bool is_small_beside(std::uint64_t largest, const Dossier& dossier, const Alike* text);

}  // namespace queuehound
