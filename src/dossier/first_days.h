// The logs are one to three days old: which of a mailbox's places is its owner's?
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

class Likeness;

// Where no older log tells of it, a client is usual
// - from where the mailbox was read in three sessions and more, over two hours and since an hour
//   before the mailing `begun`, or over four hours and since ten minutes before; and nowhere else
//   twice as often;
// - from where it was read and wrote over two hours before the mailing, with its neighbours in all
//   a few letters to a few people;
// - from where alone it was read, in four sessions over four hours, also where these begin later;
// - from where a colleague's mailbox is read so, if nobody reads this one and all its mail is from
//   there, by IPv4 and IPv6 addresses of one line that the colleague comes by too;
// - beside a botnet, with few letters, from where it was read for hours;
// - beside a flood of several others, with few letters, from where alone it is read on another day;
// - beside a flood that many turn away, with few letters that nobody does (beside_flood.h).
// In the first week of logs that tell of the mailbox on the day before, it was read from there then
// as well: too few days to tell a place that is always used (known_networks.h), but no place is new
// that was; two earlier days are enough wherever else it is read, of a household too that has
// another address of its provider's every night. Where no log tells of readings, it wrote from
// there then, and from nowhere else. A thief looks into a mailbox in passing; who sits in it all
// day is known by what becomes of his letters, and is not blocked: it may be the owner's computer,
// which is infected. After find_clients.
void heed_desk_of_first_days(const CaseFile& file, const Likeness& likeness, Time begun,
                             Dossier& dossier);

// The logs begin less than `age` before that moment.
bool are_logs_younger(const CaseFile& file, Time begun, seconds age);
// The logs are less than a week old when the mailing begins.
bool are_logs_young(const CaseFile& file, Time begun);

}  // namespace queuehound
