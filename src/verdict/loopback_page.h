// Pages that hand their mail to Exim over loopback without a login, as PHPMailer's isSMTP() and its
// kin do where nobody told them a host. The log then names 127.0.0.1 and no account; what is left
// are the requests in the same seconds.
#pragma once

#include "dossier/cases.h"

namespace queuehound {

// Programs of this server whose mail looks like an incident, or is more than on any other day:
// worth reading all sites' access logs.
bool may_be_loopback_page(const CaseFile& file, const Dossier& relay);

// Joins these dossiers to the requests. Where one page of a site that is known explains the
// mailing, its mail becomes a dossier of kind script in the name of the site's account, the last of
// `cases`; the relay keeps the rest, and has no row of `web` any more.
void take_pages_of_loopback(const CaseFile& file, const WebEvidence& web, Cases& cases);

// Nearly all letters of the mailing follow requests for one page, more than chance would have it.
bool does_page_explain_mailing(const Dossier& dossier);

// Any program of this server can speak to 127.0.0.1, and its owner can ask for a neighbour's page
// each time: where a page of the site is named, and no file that somebody put there, the name is
// not sure.
bool is_named_by_requests_alone(const Dossier& dossier);

}  // namespace queuehound
