#include "pages/piped_program.h"

#include <algorithm>
#include <map>

#include "dossier/mail_runs.h"
#include "dossier/script_place.h"
#include "pages/cron_programs.h"

namespace queuehound {
namespace {

constexpr seconds kAfterIt{2};  // what it started in the background
constexpr std::size_t kMostCommands = 16;

struct Piped {  // all letters to one command
  std::vector<const PipedRun*> letters, beginning;
  std::uint64_t runs = 0, messages = 0;  // of mail that begins while it runs
  std::int64_t seconds = 0;              // that it runs
};

bool begins_within(const PipedRun& letter, Time start) {
  return letter.begin() <= start && start <= letter.end + kAfterIt;
}

void count_letter(const PipedRun& letter, const std::vector<MailRun>& runs, Piped& piped) {
  piped.letters.push_back(&letter);
  piped.seconds += (letter.end + kAfterIt - letter.begin()).count() + 1;
  auto run = std::ranges::lower_bound(runs, letter.begin(), {}, &MailRun::start);
  if (run == runs.end() || !begins_within(letter, run->start)) return;
  piped.beginning.push_back(&letter);
  // Letters that come together run it at the same time: a run of mail is one's.
  const Time ours = piped.beginning.size() < 2
                        ? Time{}
                        : piped.beginning[piped.beginning.size() - 2]->end + kAfterIt;
  for (; run != runs.end() && begins_within(letter, run->start); ++run) {
    if (run->start <= ours) continue;
    ++piped.runs;
    piped.messages += run->messages;
  }
}

// Nearly all mail begins while it runs, far more often than chance has it; or it hardly ever runs
// without mail. A vacation program beside a flood runs for others' letters, at any time.
bool is_its_mail(const Piped& piped, const std::vector<MailRun>& runs) {
  constexpr std::uint64_t kRuns = 3;
  constexpr double kLift = 4;
  std::uint64_t messages = 0;
  for (const MailRun& run : runs) messages += run.messages;
  if (piped.runs == 0 || piped.messages * 5 < messages * 4) return false;
  if (piped.beginning.size() * 2 >= piped.letters.size()) return true;
  const auto span = static_cast<double>((runs.back().start - runs.front().start).count() + 1);
  const double by_chance = std::min(1.0, static_cast<double>(piped.seconds) / span);
  return piped.runs >= kRuns &&
         static_cast<double>(piped.runs) >= kLift * by_chance * static_cast<double>(runs.size());
}

std::map<std::uint32_t, Piped> commands_of(const CaseFile& file, const Dossier& dossier) {
  std::map<std::uint32_t, Piped> commands;
  if (file.ledger.piped_runs.empty()) return commands;
  const std::vector<MailRun> runs = mail_runs_of(file, dossier);
  if (runs.empty()) return commands;
  for (const PipedRun& letter : file.ledger.piped_runs)
    count_letter(letter, runs, commands[letter.command]);
  std::erase_if(commands, [&](const auto& entry) { return !is_its_mail(entry.second, runs); });
  return commands;
}

std::string home_of(const CaseFile& file, const Dossier& dossier) {
  const Account* const account = file.server.account(dossier.system_user);
  return account == nullptr ? std::string{} : account->home;
}

// Who floods by another program could have a letter sent to an old one of the account at the same
// moment: what requests may have begun as well is no letter's, where the file is no intruder's.
bool may_be_begun_otherwise(const CaseFile& file, const FileLook& look, const Dossier& dossier) {
  return dossier.web.begun.may_be_by_requests &&
         !is_planted(place_of_file(file.server, look.path)) &&
         is_older_than_its_mail(file, look, dossier.past);
}

}  // namespace

std::vector<std::string> programs_piped_to(const CaseFile& file, const Dossier& dossier) {
  std::vector<std::string> paths;
  const std::string home = home_of(file, dossier);
  for (const auto& [command, piped] : commands_of(file, dossier)) {
    if (paths.size() >= kMostCommands) break;
    for (CronProgram& program : own_programs(std::string(file.ledger.text(command)), home))
      paths.push_back(std::move(program.path));
  }
  return paths;
}

std::string find_piped_program(const CaseFile& file, const FileFacts& facts, Dossier& dossier) {
  dossier.piped_to = {};
  if (dossier.web.has_requests || dossier.php_calls > 0 || !dossier.cron_job.empty()) return {};
  const std::string home = home_of(file, dossier);
  std::string found;
  for (const auto& [command, piped] : commands_of(file, dossier)) {
    const std::string text(file.ledger.text(command));
    for (const CronProgram& program : own_programs(text, home)) {
      const FileLook* const look = facts.existing(program.path);
      if (look == nullptr || may_be_begun_otherwise(file, *look, dossier)) continue;
      if (!found.empty() && found != program.path) {
        dossier.piped_to = {};
        return {};
      }
      found = program.path;
      const PipedRun& first = *piped.beginning.front();
      dossier.piped_to = {text, std::string(file.ledger.text(first.recipient)),
                          piped.beginning.size(), first.letter, first.source};
    }
  }
  return found;
}

}  // namespace queuehound
