// Who is told as a program's driver, but not blocked: everybody's way to the site, and who does no
// more than a service of the site's.
#pragma once

#include <string>

#include "dossier/dossier.h"

namespace queuehound {

class SparedVisitors {
 public:
  // Of a dossier that has requests; it must outlive this.
  explicit SparedVisitors(const Dossier& dossier);

  // "" where the address may be blocked.
  std::string why(const WebDriver& driver) const;

 private:
  bool is_everybody(const WebDriver& driver) const;
  bool is_service(const WebDriver& driver) const;

  const Dossier& dossier_;
  std::uint64_t pages_seen_;  // of the site, by all
  std::size_t lookers_;       // addresses that saw them
};

}  // namespace queuehound
