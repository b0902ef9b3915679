// Which file mailed. Proof in order: the log's directory (cwd=), PHP's own mail log, the request
// that preceded the message; then what the message says of itself, where one of those agrees
// (design.md 3).
#pragma once

#include "dossier/dossier.h"
#include "dossier/file_facts.h"
#include "dossier/incident.h"

namespace queuehound {

// Whose facts name_script wants to know.
WantedFiles wanted_files(const CaseFile& file, const Dossier& dossier);

// Fills script, called_file, script_witness, place, is_new_file, cron_*, php_calls, false_claim,
// domain.
void name_script(const CaseFile& file, const FileFacts& facts, Dossier& dossier);

// Of a call to mail() only the place of PHP's line is kept: the line is known there by the file
// that it names.
void look_up_script_line(const CaseFile& file, const Dossier& dossier,
                         std::vector<Evidence>& evidence);

// Nothing but requests names it, and these as the page that all of a site's addresses lead to.
bool is_named_as_front_page(const Dossier& dossier);

// Nothing names it but that it is the one program where the mail came from.
bool is_named_by_folder_alone(const Dossier& dossier);

}  // namespace queuehound
