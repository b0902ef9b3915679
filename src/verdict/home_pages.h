// Where the file of a page may lie, in the home of an account whose sites nobody told: a panel that
// is not known here, a web server whose settings were not copied.
#pragma once

#include <string>
#include <vector>

#include "verdict/dossier.h"
#include "verdict/script_name.h"

namespace queuehound {

// Every place of the page that the dossier's requests name; none where a site or the directory of
// the mail says where it lies.
std::vector<std::string> places_of_page_in_home(const CaseFile& file, const Dossier& dossier);

// The one of these where a file lies; "" where it is in none of them, or in several.
std::string file_of_page_in_home(const CaseFile& file, const FileFacts& facts,
                                 const Dossier& dossier);

}  // namespace queuehound
