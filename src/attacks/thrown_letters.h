// A stranger who throws letters, of ever other texts, at people of several customers.
#pragma once

#include "dossier/host_families.h"

namespace queuehound {

// Of a host that never wrote before, nor did its sisters: a hundred letters and more went to people
// who got ten and more of them within one hour, twenty at least to each of three customers' people,
// from ever other senders of one house.
//
// Who is none: a new service that tells one customer's people of each of their tickets; what tells
// many of something, which writes as one sender; a gateway or second MX that hands over what a bad
// night left, which is of many houses. An attacker who writes as those is not found by this.
bool throws_letters(const CaseFile& file, const HostFamilies& families, const Visitor& visitor);

}  // namespace queuehound
