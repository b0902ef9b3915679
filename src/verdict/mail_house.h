// A great provider's hosts that mail goes out by: whoever blocks one loses the mail of people who
// never heard of the mailbox that was abused. Known by names that were verified, sound like mail
// hosts', and that the hosts call themselves by (AddressUse::family).
#pragma once

#include <string>

#include "verdict/dossier.h"

namespace queuehound {

// Why the client of a mailbox is such a host; "" where it is none. Its sisters bring mail of many
// people here; or the mailbox was sent from so many of them that no thief's machines are as many
// whose names, verified, say one house's, and who say so themselves.
std::string why_spare_house(const CaseFile& file, const Dossier& dossier, const Client& client);

}  // namespace queuehound
