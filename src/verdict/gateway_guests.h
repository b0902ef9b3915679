// Hosts that write to domains whose mail this server hands on, where a look-up holds which those
// are: they relay nothing.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "verdict/scattered_relay.h"

namespace queuehound {

// Those of `hosts` (by address) nearly all of whose letters go to domains to which hosts of three
// providers write under three names, without a right that settings tell: everybody writes to a
// gateway's people. Where settings tell all such domains, or none were read, empty: who floods the
// world from many hosts would make guests of them all.
std::unordered_set<std::uint32_t> guests_of_gateway(const CaseFile& file,
                                                    const std::vector<RelayedMail>& hosts);

}  // namespace queuehound
