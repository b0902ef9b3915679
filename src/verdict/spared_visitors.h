// Who is told as a program's driver, but not blocked: everybody's way to the site, and who does no
// more than a service of the site's.
#pragma once

#include <string>

#include "verdict/dossier.h"

namespace queuehound {

// "" where the address may be blocked.
std::string why_everybody(const Dossier& dossier, const WebDriver& driver);
std::string why_service(const Dossier& dossier, const WebDriver& driver);

}  // namespace queuehound
