// A page of the site itself that never mailed until its file was changed.
#pragma once

#include <string>

#include "dossier/dossier.h"

namespace queuehound {

// "/home/a/index.php was changed 12 minutes before its first mail, ..."; "" of any other page. An
// update changes the site's own files, too, and to seal its front page takes the site down: it is
// for people to compare, and no reason to do anything.
std::string how_page_changed(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
