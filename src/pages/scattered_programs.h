// Dozens of programs in as many folders of one account (of one site, where the web server runs all
// of them as its own user), a few letters each: an intruder's, who
// keeps each below what anybody looks at. They are judged as one.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

inline constexpr std::size_t kManyFolders = 5;  // of one account that mail

// Makes one dossier of those of an account that send one text, or never mailed before; it has
// `folders`, and their common folder as its directory. Those that it took have no messages any
// more; the others stay as they are.
void gather_scattered_programs(const CaseFile& file, std::vector<Dossier>& dossiers);

// Which pages of its folders were asked for in the seconds of the mail, and by whom: who asked for
// several of them drives it. `row`: the dossier's in `web`. Fills domain, place, programs,
// web.drivers.
void name_scattered_programs(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                             Dossier& dossier);

}  // namespace queuehound
