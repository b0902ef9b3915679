// A program that letters are piped to (.forward, an alias, a filter) and that mails when one comes:
// planted where a page would be seen, it is started by whoever writes to its owner.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// What the commands run whose letters begin nearly all of the dossier's mail, to be looked at.
std::vector<std::string> programs_piped_to(const CaseFile& file, const Dossier& dossier);

// The one program among them that is no part of the system: fills Dossier::piped_to and gives its
// path; "" where there is none, or two.
std::string find_piped_program(const CaseFile& file, const FileFacts& facts, Dossier& dossier);

}  // namespace queuehound
