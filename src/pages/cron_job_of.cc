#include "pages/cron_job_of.h"

#include <set>
#include <vector>

#include "base/keyed_rows.h"
#include "base/text.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/cron_clock.h"
#include "pages/cron_programs.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

// Under whose names it writes, for all that waits: the site's pages mail at other times.
KeyedRows<std::uint64_t> senders_of_named(const CaseFile& file, const Dossier& dossier,
                                          const std::string& named) {
  KeyedRows<std::uint64_t> senders;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    if (message_script(file, message) == named) ++senders[message.sender];
  }
  return senders;
}

// Where the log has no directories: PHP's header in the queue has the name of one job's program,
// and the mail begins when that is due. Who uploads a program of the same name has to wait for the
// minute, too, and gains the same as who waits in the home directory.
std::string job_that_php_names(const CaseFile& file, const Dossier& dossier,
                               std::vector<CronJob> jobs) {
  const std::string named = claimed_name(file, dossier);
  std::erase_if(jobs, [&](const CronJob& job) { return file_name_of(job.program) != named; });
  if (named.empty() || jobs.size() != 1) return {};
  const KeyedRows<std::uint64_t> senders = senders_of_named(file, dossier, named);
  const CronJob* const job = job_by_its_times(file, dossier, jobs, true, &senders);
  return job == nullptr ? std::string{} : job->program;
}

}  // namespace

// Cron starts every job in the home directory: that names a job only where there is one, or where
// the times of the mail are those of one. An intruder may wait for the minutes of an old job, in
// the home directory, and be taken for it; where the account has one job he need not even wait. He
// gains what an old program is forgiven, much mail, as long as his list is clean, and a note tells
// of it.
std::string job_of_home(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                        const std::string& home) {
  const bool is_home = !home.empty() && dossier.directory == home;
  const bool is_anywhere = dossier.directory.empty() && !dossier.web.has_requests;
  if (!is_home && !is_anywhere) return {};
  const std::vector<CronJob> jobs = jobs_of(file, facts, dossier, home);
  if (is_home && jobs.size() == 1) return jobs.front().program;
  if (const CronJob* const job = job_by_its_times(file, dossier, jobs, is_home))
    return job->program;
  return is_anywhere ? job_that_php_names(file, dossier, jobs) : std::string{};
}

bool is_job_beside_page(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  if (!dossier.directory.empty() || !dossier.web.has_requests) return false;
  const Account* const account = file.server.account(dossier.system_user);
  if (account == nullptr) return false;
  const std::string job =
      job_that_php_names(file, dossier, jobs_of(file, facts, dossier, account->home));
  return !job.empty() && file_name_of(job) != file_name_of(dossier.web.path);
}

// "cd /home/u/shop && php bin/console": the mail comes from the folder where it is run. The site's
// pages mail from such a folder too, and other jobs: then its times must tell. An intruder who goes
// there before he mails can hide behind the one job of a folder without pages; he gains what is
// told of job_of_home.
std::string job_of_folder(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                          const std::string& home) {
  if (!dossier.directory.starts_with('/') || dossier.directory == home) return {};
  std::set<std::string> run_here;
  for (const CronEntry& entry : file.cron)
    if (entry.user == dossier.system_user)
      for (const CronProgram& program : own_programs(entry.command, home))
        if (program.folder == dossier.directory && facts.existing(program.path) != nullptr)
          run_here.insert(program.path);
  if (run_here.empty()) return {};
  if (run_here.size() == 1 && file.server.site_of_path(dossier.directory) == nullptr)
    return *run_here.begin();
  const std::vector<CronJob> jobs = jobs_of(file, facts, dossier, home);
  const CronJob* const job = job_by_its_times(file, dossier, jobs, false);
  return job != nullptr && run_here.contains(job->program) ? job->program : std::string{};
}

// Who waits for the minute gains what an old program is forgiven, as with job_of_home.
bool may_be_of_old_job(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                       const std::string& home) {
  if (!dossier.directory.empty() || dossier.web.has_requests) return false;
  const std::vector<CronJob> jobs = jobs_of(file, facts, dossier, home);
  const CronJob* const job = seldom_job_by_its_minute(file, dossier, jobs);
  const FileLook* const look = job == nullptr ? nullptr : facts.existing(job->program);
  return look != nullptr && is_older_than_its_mail(file, *look, dossier.past) &&
         place_of_file(file.server, job->program) == ScriptPlace::ordinary;
}

}  // namespace queuehound
