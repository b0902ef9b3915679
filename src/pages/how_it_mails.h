// How an incident's mail reaches Exim, and by which file: evidence without weight.
#pragma once

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

void add_named_file(const CaseFile& file, const Dossier& dossier, Incident& incident);

void add_how_it_mails(const CaseFile& file, const Dossier& dossier, Incident& incident);

}  // namespace queuehound
