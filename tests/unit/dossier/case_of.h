// A ledger, a server and the case file that is made of them.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

inline const Time kNow{days_from_civil(2026, 11, 23) * seconds(86400)};
inline const Time kWindowStart = kNow - seconds(86400);

struct World {
  Ledger ledger{kWindowStart, kNow};
  Server server;

  CaseFile file() const { return {ledger, server, kNow, {}, {}, index_logins(ledger), {}}; }
};

}  // namespace queuehound
