// Which actions there is code for: a row each.
#include <algorithm>
#include <array>

#include "apply/doing.h"
#include "apply/freeze.h"
#include "apply/quarantine.h"

namespace queuehound {

const Doing* doing_of(ActionKind kind) {
  static const std::array<const Doing*, 2> kDoings{
      &freeze_doing(),
      &quarantine_doing(),
  };
  const auto* found = std::ranges::find(kDoings, kind, &Doing::kind);
  return found == kDoings.end() ? nullptr : *found;
}

}  // namespace queuehound
