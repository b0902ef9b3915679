// What a scan says beside its incidents: of nobody for sure, and worth an administrator's look.
#pragma once

#include <string>
#include <vector>

#include "dossier/cases.h"

namespace queuehound {

// A page that mailed ten times as much as on any day, for people of whom most never looked at the
// site and wrote once each: a subscription bomb by proxies. An application of the site's own calls
// its page as blindly, so nobody is named. "" where it is not so.
std::string note_of_blind_writers(const Dossier& dossier);

// A program that never mailed in days of logs writes to strangers as ever other people of domains
// that are neither local nor a site here. So does an application of a firm whose mail is elsewhere,
// on its first day. Goes on from who it is and a colon; "" where it is not so.
std::string note_of_others_names(const CaseFile& file, const Dossier& dossier);

// One stranger was sent hundreds of letters by programs here that mail far more than on any day:
// the forms of many sites bury him together, each with as few as a good day brings. `unsuspected`:
// programs of which nothing else is told.
void note_buried(const CaseFile& file, const std::vector<const Dossier*>& unsuspected,
                 Verdict& verdict);

// What cron mails is its jobs' output; told once an account, because its number can surprise.
void note_cron_mail(const CaseFile& file, Verdict& verdict);

// What the logs themselves are worth.
void note_log(const CaseFile& file, Verdict& verdict);

}  // namespace queuehound
