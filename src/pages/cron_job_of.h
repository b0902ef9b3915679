// The program of an account's crontab whose mail a dossier's is, by where the mail comes from and
// by when.
#pragma once

#include <string>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// "" where none or several may be it. `home`: the account's.
std::string job_of_home(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                        const std::string& home);
std::string job_of_folder(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                          const std::string& home);

// A page of the account is asked for in the seconds of some of its mail; but most of what waits PHP
// calls a job's of the crontab, and that began when the job is due: the page's are the other
// letters.
bool is_job_beside_page(const CaseFile& file, const FileFacts& facts, const Dossier& dossier);

// Where the log has no directories: it may be the mail of a program of the crontab that is older
// than all of it, by the minute in which it began.
bool may_be_of_old_job(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                       const std::string& home);

}  // namespace queuehound
