// The incident that an id or a subject means, among those of a scan.
#pragma once

#include <string_view>
#include <vector>

#include "dossier/incident.h"
#include "evidence/ledger.h"
#include "mail/asked_subject.h"

namespace queuehound {

// nullptr: none is about it, and none has it take part.
const Incident* find_incident(const ScanResult& result, const Ledger& ledger,
                              const AskedSubject& subject);

// A path of which a headline leaves out the middle: "/home/shop/public_html/wp-…/x.php".
bool is_shortened(std::string_view typed);

// By the page or the file that a scan's headline names, shortened or not; a page with or without
// "https://" and "?x=1".
const Incident* incident_shown_as(const ScanResult& result, std::string_view typed);

// Others that it takes part in; none of an incident's own id.
std::vector<const Incident*> other_incidents(const ScanResult& result, const Ledger& ledger,
                                             const AskedSubject& subject, const Incident& found);

// Complains, names those there are, and gives the exit status.
int no_such_incident(const ScanResult& result, const AskedSubject& subject);

}  // namespace queuehound
