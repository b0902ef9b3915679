// The program of an account's crontab whose mail a dossier's is, by where the mail comes from and
// by when.
#pragma once

#include <string>

#include "verdict/dossier.h"
#include "verdict/file_facts.h"

namespace queuehound {

// "" where none or several may be it. `home`: the account's.
std::string job_of_home(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                        const std::string& home);
std::string job_of_folder(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                          const std::string& home);

// Where the log has no directories: it may be the mail of a program of the crontab that is older
// than all of it, by the minute in which it began.
bool may_be_of_old_job(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                       const std::string& home);

}  // namespace queuehound
