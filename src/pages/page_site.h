// Whose page a request was for, where the log does not say: one log for all sites, without the
// virtual host in its lines. Then the file tells, if only one of the sites that run as the actor
// has it.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// PHP's own header gives the owner of the file that mailed ("?1001:contact.php"); the web server's
// own number says nothing, for PHP gives it where it could not tell.
bool is_owner_possible(const CaseFile& file, const Dossier& dossier, const Site& site,
                       const FileLook& look);

// The files that the pages can be, to be looked at.
std::vector<std::string> files_of_pages_without_host(const CaseFile& file, const Dossier& dossier);

// Puts the host before a page that one site has; a page that several have becomes pages that cannot
// be told apart.
void find_hosts_of_pages(const CaseFile& file, const FileFacts& facts, Dossier& dossier);

}  // namespace queuehound
