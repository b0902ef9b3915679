// Is it only much mail, or is something wrong with it?
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// A program's: no customer runs it, but root, a list manager, what sends reports. Where accounts
// are known they are people's, or of panels (host/passwd).
bool is_of_system(const CaseFile& file, const Dossier& dossier);

// Who is where he always was: a program older than the logs in its place, one of the system's own,
// a list that is set up here, a host that sent before, a mailbox's mailer on this server. What it
// mails once a month no log of two weeks knows.
bool is_settled(const CaseFile& file, const Dossier& dossier);

// Nothing but volume speaks against it, and something says that its readers want it. `bulk`: of the
// mailing.
bool is_volume_alone(const std::vector<Evidence>& evidence, const Volume& bulk, bool is_settled);

// As a list of years fares: a tenth is dead at most and two of a hundred call it spam, or a few
// more by chance.
bool is_received_as_of_years(const Volume& bulk);

// A person who looked at other pages of the site first has one that is older than the logs send a
// mailing, which his readers want: nothing else speaks against it.
bool is_mailed_by_a_reader(const std::vector<Evidence>& evidence, const Dossier& dossier);

// The site's own jobs, which this server itself has asked for as on the days before, by a page that
// an update wrote anew; nothing else speaks against their mailing.
bool is_mailed_by_own_jobs(const CaseFile& file, const std::vector<Evidence>& evidence,
                           const Dossier& dossier);

// A few letters to many, or one each to a firm's customers, by the owner at his desk; nothing else
// speaks against them than that some of his people have moved.
bool is_letter_to_many_from_desk(const CaseFile& file, const std::vector<Evidence>& evidence,
                                 const Dossier& dossier);

// A letter to a class or a club, from wherever its writer reads the mailbox today, or two or three
// from where it was read on days before, or for hours; nothing else speaks against them.
bool is_letter_to_a_class(const CaseFile& file, const std::vector<Evidence>& evidence,
                          const Dossier& dossier);

// A project's office writes to all its partners, draft after draft, from wherever it reads. To whom
// he wrote once a thief writes no third time that day.
bool are_letters_to_circle(const std::vector<Evidence>& evidence, const Dossier& dossier);

// A letter to each domain that asked for one in its DNS, by a program of the system: DMARC and TLS
// reports. Many of these addresses never existed.
bool are_reports_to_domains(const CaseFile& file, const Dossier& dossier);

// Each request of an old page wrote to the same people, many times over.
bool goes_to_followers(const Dossier& dossier);
// A forum of several threads: of an old page that mailed on most days before, each who drives it
// looked at pages and posted once or twice, and its people are told again and again. To whom he
// wrote once a spammer writes no second time that day.
bool tells_threads(const Dossier& dossier);

}  // namespace queuehound
