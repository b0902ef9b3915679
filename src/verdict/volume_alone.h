// Is it only much mail, or is something wrong with it?
#pragma once

#include <vector>

#include "verdict/incident.h"

namespace queuehound {

inline constexpr double kVolumeAlone = 0.49;  // under the confidence an incident needs

// Nothing but volume speaks against it, and something says that its readers want it.
bool is_volume_alone(const std::vector<Evidence>& evidence);

}  // namespace queuehound
