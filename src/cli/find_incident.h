// The incident that an id or a subject means, among those of a scan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dossier/incident.h"
#include "evidence/ledger.h"
#include "mail/asked_subject.h"

namespace queuehound {

// What was typed to name an incident: its id, a subject, or a page, file or path as a scan's
// headline shows it. What that is can only the scan tell.
struct AskedIncident {
  std::string typed;
  Result<AskedSubject> subject;  // an error: then it is a page, or nothing
};
// An error where it can be none of them, before anything is read.
Result<AskedIncident> parse_asked_incident(std::string_view typed);
// nullptr: none is about it, and none has it take part. Then `asked` holds the subject it was taken
// for: the incident, of which a headline's words were typed, or the folder, of a path that is one.
Result<const Incident*> find_incident(const ScanResult& result, const Ledger& ledger,
                                      AskedIncident& asked);

// A path of which a headline leaves out the middle: "/home/shop/public_html/wp-…/x.php".
bool is_shortened(std::string_view typed);

// The only one with that page or file in a scan's headline, shortened or not; a page with or
// without "https://" and "?x=1".
const Incident* incident_shown_as(const ScanResult& result, std::string_view typed);

// Others that it takes part in; none of an incident's own id.
std::vector<const Incident*> other_incidents(const ScanResult& result, const Ledger& ledger,
                                             const AskedSubject& subject, const Incident& found);

// Complains, names those there are, and gives the exit status.
int no_such_incident(const ScanResult& result, const AskedSubject& subject);

}  // namespace queuehound
