#include "dossier/drivers.h"

namespace queuehound {

Drivers drivers_of(const Dossier& dossier) {
  Drivers drivers;
  for (const WebDriver& driver : dossier.web.drivers) {
    drivers.ids.insert(driver.address);
    if (dossier.web_evidence != nullptr)
      drivers.addresses.push_back(dossier.web_evidence->address(driver.address));
  }
  return drivers;
}

std::uint32_t owner_of(const Dossier& dossier, std::size_t i) {
  return i < dossier.web.owner.size() ? dossier.web.owner[i] : 0;
}

}  // namespace queuehound
