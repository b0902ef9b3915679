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

}  // namespace queuehound
