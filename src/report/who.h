// Everything known of one subject, for people and for programs.
#pragma once

#include <string>

#include "report/text.h"
#include "survey/find_lines.h"
#include "verdict/acquaintance.h"

namespace queuehound {

struct WhoAnswer {
  const ScanResult& result;
  Acquaintance known;
  std::optional<MessageLines> life;  // of a message
  std::string now;                   // of a message: where it is

  // An old message is known by its lines alone.
  bool is_known() const { return known.is_known() || (life && !life->lines.empty()); }
};

std::string who_text(const WhoAnswer& answer, const TextOptions& options);
std::string who_json(const WhoAnswer& answer);  // the document "queuehound/who/1"

}  // namespace queuehound
