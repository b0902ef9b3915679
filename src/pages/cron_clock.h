// Which of an account's jobs its mail begins with. Cron starts every one in the home directory, so
// the directory of the mail tells them not apart; their own times may.
#pragma once

#include <string>
#include <vector>

#include "base/keyed_rows.h"
#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// A program of the account's crontab and the lines that start it. One without a program that is
// there ("" for it) may do anything.
struct CronJob {
  std::string program;
  std::vector<const CronEntry*> entries;
};

// One a program.
std::vector<CronJob> jobs_of(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                             const std::string& home);

// nullptr: several fit, or none. Where the directory is not known (`is_from_home` false) a single
// run proves nothing: pages mail at every second. `senders`: only of what was written under these
// names, by string id.
const CronJob* job_by_its_times(const CaseFile& file, const Dossier& dossier,
                                const std::vector<CronJob>& jobs, bool is_from_home,
                                const KeyedRows<std::uint64_t>* senders = nullptr);

// One that is due once or twice a day, and each run of the mail began in its minute. That names no
// program, for who waits for the minute would have the customer's blamed.
const CronJob* seldom_job_by_its_minute(const CaseFile& file, const Dossier& dossier,
                                        const std::vector<CronJob>& jobs);

}  // namespace queuehound
