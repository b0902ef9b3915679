// The access list that we ship for a plain Exim, and how to have Exim ask it on this layout.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/exim_hold.h"
#include "host/server.h"

namespace queuehound {

// The file kHoldAclPath, byte for byte; examples/exim-hold.conf is its copy.
std::string_view exim_hold_acl();

// How to have it asked, on this layout.
struct HoldInclusion {
  std::string place;               // the file to write to, or where in the panel
  std::vector<std::string> lines;  // as they stand
  std::string then, advice;
};
HoldInclusion hold_inclusion(const Server& server, const EximHold& hold);

}  // namespace queuehound
