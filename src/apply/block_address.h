// block_address: one address, one network or many at once, by the firewall in use. Details it
// knows:
//   addresses  blank-separated, in place of the target, where there are many
//   ttl        seconds until it ends by itself; "0": never; left out: a day
//   backend    the firewall to use, in place of the one found
//   force      "1": also what lifelines.h would keep open
//   change     "unblock": the other way round: some addresses of an earlier action, told by its
//              `tag`, `backend4` and `backend6`; undone, they are blocked again until `until`
#pragma once

#include "apply/doing.h"

namespace queuehound {

Doing block_address_doing();

}  // namespace queuehound
