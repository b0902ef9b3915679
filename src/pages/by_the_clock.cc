#include "pages/by_the_clock.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "dossier/mail_runs.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/cron_programs.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

// Nearly each run of it begins within the same three seconds of a minute.
bool starts_by_the_clock(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kMinute = 60, kNear = 3;
  constexpr std::uint64_t kRuns = 10;
  std::array<std::uint64_t, kMinute> starts{};
  for (const MailRun& run : mail_runs_of(file, dossier))
    ++starts[static_cast<std::size_t>(run.start.time_since_epoch().count()) % kMinute];
  const std::uint64_t all = std::accumulate(starts.begin(), starts.end(), std::uint64_t{0});
  for (std::size_t i = 0; i < kMinute && all >= kRuns; ++i) {
    std::uint64_t near = 0;
    for (std::size_t k = 0; k < kNear; ++k) near += starts[(i + k) % kMinute];
    if (near * 10 >= all * 9) return true;
  }
  return false;
}

// Of the account, in the directory the mail came from; where cron's own, the home, or none is
// known, any.
bool has_job_there(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const Account* const account = file.server.account(dossier.system_user);
  const std::string home = account == nullptr ? "" : account->home;
  const bool is_anywhere = !dossier.directory.starts_with('/') || dossier.directory == home;
  const auto is_there = [&](const CronProgram& program) {
    return facts.existing(program.path) != nullptr &&
           (is_anywhere || directory_of(program.path) == dossier.directory ||
            program.folder == dossier.directory);
  };
  return std::ranges::any_of(file.cron, [&](const CronEntry& entry) {
    return entry.user == dossier.system_user &&
           std::ranges::any_of(own_programs(entry.command, home), is_there);
  });
}

}  // namespace

bool is_page_near_by_chance(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const WebJoin& web = dossier.web;
  if (!web.names_page() || !starts_by_the_clock(file, dossier)) return false;
  std::string page = file_of_page(file, web.url);
  if (page.ends_with('/')) page += "index.php";
  const FileLook* const look = facts.existing(page);
  if (look == nullptr || is_planted(place_of_file(file.server, page)) ||
      !is_older_than_its_mail(file, *look, dossier.past) ||
      claimed_name(file, dossier) == file_name_of(page))
    return false;
  const std::string& directory = dossier.directory;
  const Site* const site = file.server.site_of_path(page);
  const bool is_elsewhere = directory.starts_with('/') && directory_of(page) != directory &&
                            (site == nullptr || site->document_root != directory);
  const bool is_looked_at = web.posts * 2 < web.joined;
  return is_elsewhere || (is_looked_at && has_job_there(file, facts, dossier));
}

}  // namespace queuehound
