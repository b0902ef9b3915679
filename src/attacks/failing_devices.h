// Telephones with the password of before, and devices that somebody set up wrong: no older log
// knows them, and what they do looks much like guessing.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "attacks/guessers.h"

namespace queuehound {

// By one address, at the mailbox `user`.
bool may_be_telephone(const CaseFile& file, std::uint32_t user, const Guesser& guesser);
// Each tries one mailbox. Those at one of several providers are attackers.
void mark_busy_telephones(const CaseFile& file, const Guessers& all,
                          const std::vector<Guesser*>& telephones);
// Of the mailboxes `users`, those that a telephone's addresses try in turn, as far as `counts` says
// that an address counts; in order.
Ids users_tried_by_turns(const CaseFile& file, const Guessers& all, const Ids& users,
                         const std::function<bool(const Guesser&)>& counts);
// They are no attackers any more.
void leave_out_new_devices(const CaseFile& file, Guessers& all);

}  // namespace queuehound
