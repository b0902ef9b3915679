// A page that strangers abuse, told from a program that an intruder runs.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// A letter to the visitor, one to the owner, perhaps a confirmation: a page has few texts. What it
// writes to the owner may bear the visitor's subject.
bool has_own_template(const Dossier& dossier);

// The page lies where programs of a site may lie, for all that is known, is used by others too,
// writes the site's own text and mails once or twice a request.
bool is_form(const Dossier& dossier);
// Its path or file has a word that pages for strangers have: contact, register, newsletter.
bool is_named_like_form(const Dossier& dossier);

}  // namespace queuehound
