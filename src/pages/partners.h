// Servers of others that call a page for their customers: a payment provider's, a booking
// channel's, a job service's.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// A payment provider, a booking channel: its servers call the page for each buyer, and look at
// nothing. Who did so on most days before, for as many buyers as looked at the site and pressed its
// buttons themselves, is taken out of dossier.web.drivers.
void leave_out_partners(const CaseFile& file, const WebEvidence& web, Dossier& dossier);

// Beside robots that have the page write as much, or four times as much on a day that is busier for
// such servers, too, they are none of these, though nobody is seen to buy. Robots of a week are the
// flood themselves.
void leave_out_partners_beside_robots(const CaseFile& file, const WebEvidence& web,
                                      Dossier& dossier);

// Nearly all that the drivers of an old page have it write are such servers' calls, by what they
// did on the days before, and of their buyers the log shows nothing: these pay at the provider's
// own page, order by telephone, or look at pages that a content network keeps. Nobody is buried,
// and hardly anybody does not exist. Robots with a good list who called a page for days before look
// the same.
bool do_partners_call(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
