// Strong signs, and a note at most: customs of honest people that show what thieves and robots
// show. One table, one row a custom, asked only of who would be an incident otherwise. Where one
// holds nobody is named, blocked or held for it; a note tells what it may be, which is what an
// administrator would ask about.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

struct Doubt {
  std::string_view says;     // behind "this may be honest: "
  std::string_view meaning;  // for docs/SIGNALS.md: when it holds
  bool (*holds)(const CaseFile& file, const Dossier& dossier,
                const std::vector<Evidence>& evidence);
};

std::span<const Doubt> all_doubts();

// The first that holds; nullptr: none does. `evidence`: every sign that was found.
const Doubt* doubt_of(const CaseFile& file, const Dossier& dossier,
                      const std::vector<Evidence>& evidence);

}  // namespace queuehound
