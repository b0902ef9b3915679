// The option lines of an -H file, "-name value", and the ACL variables among them. Internal to
// formats/spool_*.
#pragma once

#include "formats/spool_envelope.h"
#include "formats/spool_reader.h"

namespace queuehound {

// False where a line is cut short, or a variable has no length or a wrong one.
template <SpoolParts parts>
bool read_spool_options(SpoolReader& reader, SpoolHeader& out);

}  // namespace queuehound
