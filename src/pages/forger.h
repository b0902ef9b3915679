// Who runs Exim in a folder whose name goes on, behind a newline, as lines of the log. Exim's own
// word of where its caller stood begins the record, and the first of a record is the genuine one,
// whatever the lines behind it say.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// Folders of the dossier's account that such ones were made in: who may have made them is to be
// looked at. None where its letters have a folder of their own.
std::vector<std::string> folders_of_forgeries(const CaseFile& file, const Dossier& dossier);

// Fills forging_path. Whoever may write into a neighbour's folder can forge from there beside his
// honest mail: neither folders of uploads count, nor those that are everybody's.
void find_forgery(const CaseFile& file, const FileFacts& facts, Dossier& dossier);

}  // namespace queuehound
