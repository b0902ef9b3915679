// Which actions there is code for: a row each.
#include <algorithm>
#include <array>

#include "apply/account_doings.h"
#include "apply/block_address.h"
#include "apply/disable_cron.h"
#include "apply/doing.h"
#include "apply/freeze.h"
#include "apply/quarantine.h"
#include "apply/seal_script.h"
#include "apply/stop_process.h"

namespace queuehound {

const Doing* doing_of(ActionKind kind) {
  static const std::array kDoings{
      seal_script_doing(),    stop_process_doing(),  disable_cron_doing(),    hold_account_doing(),
      reset_password_doing(), suspend_login_doing(), suspend_account_doing(), disable_list_doing(),
      block_address_doing(),  freeze_doing(),        quarantine_doing(),      advise_doing(),
  };
  const auto* found = std::ranges::find(kDoings, kind, &Doing::kind);
  return found == kDoings.end() ? nullptr : found;
}

}  // namespace queuehound
