// Which actions there is code for: a row each.
#include <algorithm>
#include <array>

#include "apply/account_doings.h"
#include "apply/doing.h"

namespace queuehound {

const Doing* doing_of(ActionKind kind) {
  static const std::array kDoings{
      hold_account_doing(),    reset_password_doing(), suspend_login_doing(),
      suspend_account_doing(), disable_list_doing(),   advise_doing(),
  };
  const auto* found = std::ranges::find(kDoings, kind, &Doing::kind);
  return found == kDoings.end() ? nullptr : found;
}

}  // namespace queuehound
