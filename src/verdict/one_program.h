// Mail that came by several ways and turns out to be of one program.
#pragma once

#include "survey/web_survey.h"
#include "verdict/cases.h"
#include "verdict/file_facts.h"

namespace queuehound {

// Under a user that runs everybody's sites a letter is of no place once it has left the queue: see
// give_unplaced_letters.
void give_letters_to_named_pages(const CaseFile& file, const WebEvidence& web,
                                 const FileFacts& facts, Cases& cases);

// Dossiers that turn out to be one program become one; the others of it are left empty.
void merge_same_script(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                       Cases& cases);

}  // namespace queuehound
