// Where the file of a page may lie, in the home of an account whose sites nobody told: a panel that
// is not known here, a web server whose settings were not copied.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// Every place of the page that the dossier's requests name; none where a site or the directory of
// the mail says where it lies.
std::vector<std::string> places_of_page_in_home(const CaseFile& file, const Dossier& dossier);

// The one of these where a file lies; "" where it is in none of them, or in several.
std::string file_of_page_in_home(const CaseFile& file, const FileFacts& facts,
                                 const Dossier& dossier);

// Where the neighbours would keep the same page, to be looked at too.
std::vector<std::string> places_of_page_in_other_homes(const CaseFile& file,
                                                       const Dossier& dossier);

// The log gives the page's host, and nobody told whose that is: of all sites' requests some meet
// the mail by chance or by the clock (a monitor of the neighbour's), and a thief can send just when
// they come. So the page must be one that this account has, in a folder of that host or where no
// neighbour has it; else its visitors would be blocked for his mail.
bool may_be_neighbours_page(const CaseFile& file, const FileFacts& facts, const Dossier& dossier);

}  // namespace queuehound
