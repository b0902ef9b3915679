// Mail that came by several ways and turns out to be of one program.
#pragma once

#include "dossier/cases.h"
#include "dossier/file_facts.h"
#include "survey/web_survey.h"

namespace queuehound {

// Under a user that runs everybody's sites a letter is of no place once it has left the queue: see
// give_unplaced_letters.
void give_letters_to_named_pages(const CaseFile& file, const WebEvidence& web,
                                 const FileFacts& facts, Cases& cases);

// Dossiers that turn out to be one program become one; the others of it are left empty.
void merge_same_script(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                       Cases& cases);

}  // namespace queuehound
