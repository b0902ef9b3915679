// Which actions there is code for: a row each.
#include <algorithm>
#include <array>

#include "apply/block_address.h"
#include "apply/doing.h"

namespace queuehound {

const Doing* doing_of(ActionKind kind) {
  static const std::array<Doing, 1> kDoings{block_address_doing()};
  const auto* found = std::ranges::find(kDoings, kind, &Doing::kind);
  return found == kDoings.end() ? nullptr : found;
}

}  // namespace queuehound
