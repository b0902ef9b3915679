#include "pages/cron_clock.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "dossier/file_facts.h"
#include "dossier/likeness.h"
#include "formats/cron_schedule.h"
#include "pages/cron_programs.h"

namespace queuehound {
namespace {

constexpr seconds kMinute{60};
constexpr seconds kSlowStart{20};    // from the minute that is due to the first letter
constexpr seconds kUnbrokenRun{20};  // gap inside one run of a mailer
constexpr std::size_t kMostStarts = 5'000, kMostMinutes = 31 * 24 * 60;
constexpr std::size_t kMinutesOfADay = 24 * 60;
// With so many runs the minutes alone tell the job, and with fewer where a page that mails at any
// second would begin in its minutes once in a thousand times; else only where no other could have
// been.
constexpr std::uint64_t kRunsThatTell = 5;
constexpr double kByChance = 0.001;

// "wget -q https://site.example/cron.php": the page that it asks for mails, and elsewhere. One that
// hands on what it fetched is another thing.
bool only_fetches(std::string_view command) {
  constexpr std::string_view kFetchers[] = {"wget", "curl", "lynx", "fetch"};
  std::string_view word = command.substr(0, command.find_first_of(" \t"));
  word = word.substr(word.rfind('/') + 1);
  constexpr std::string_view kOthers[] = {"|", ";", "&&", "`", "$("};
  return std::ranges::find(kFetchers, word) != std::ranges::end(kFetchers) &&
         std::ranges::none_of(kOthers,
                              [&](std::string_view sign) { return command.contains(sign); });
}

Time minute_of(Time at) {
  return Time(seconds(at.time_since_epoch().count() / kMinute.count() * kMinute.count()));
}

// Of the mailing's text, where one is known: other jobs of the account mail at other times.
const Alike* text_of_mailing(const Likeness& likeness) {
  const Alike* largest = nullptr;
  for (const Alike& text : likeness.texts())
    if (likeness.is_bulk(text) && (largest == nullptr || text.recipients > largest->recipients))
      largest = &text;
  return largest;
}

// The minutes in which runs of the mailing began; nothing where they begin at any second.
std::vector<Time> minutes_of_starts(const CaseFile& file, const Dossier& dossier,
                                    const KeyedRows<std::uint64_t>* senders) {
  const Likeness likeness(file, dossier);
  const Alike* const text = senders == nullptr ? text_of_mailing(likeness) : nullptr;
  std::vector<Time> minutes;
  std::size_t starts = 0;
  Time previous{};
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    // Where the log has no subjects, those of the queue are a sample: gaps are no starts.
    if (text != nullptr && message.has_subject && likeness.text_of(i) != text) continue;
    if (senders != nullptr && senders->find(message.sender) == nullptr) continue;
    const Time at = message.at;
    if ((previous == Time{} || at - previous > kUnbrokenRun) && ++starts <= kMostStarts &&
        at - minute_of(at) <= kSlowStart)
      minutes.push_back(minute_of(at));
    previous = at;
  }
  if (minutes.size() * 10 < starts * 9) minutes.clear();
  minutes.erase(std::ranges::unique(minutes).begin(), minutes.end());
  return minutes;
}

bool is_due(const CaseFile& file, const std::vector<CronSchedule>& schedules, Time minute) {
  const WallClock wall{(minute.time_since_epoch() + file.server.zone.offset_at(minute)).count()};
  return std::ranges::any_of(schedules,
                             [&](const CronSchedule& schedule) { return schedule.is_due(wall); });
}

std::vector<CronSchedule> schedules_of(const CronJob& job) {
  std::vector<CronSchedule> schedules;
  for (const CronEntry* const entry : job.entries)
    if (const auto schedule = CronSchedule::parse(entry->schedule)) schedules.push_back(*schedule);
  return schedules;
}

// Minutes on the day before `start`, that one among them.
std::uint64_t due_in_a_day(const CaseFile& file, const std::vector<CronSchedule>& schedules,
                           Time start) {
  std::uint64_t due = 0;
  for (std::size_t back = 0; back < kMinutesOfADay; ++back)
    due += is_due(file, schedules, start - back * kMinute);
  return due;
}

bool is_seldom_due(const CaseFile& file, const std::vector<CronSchedule>& schedules, Time start) {
  constexpr std::uint64_t kTimesADay = 2;
  return due_in_a_day(file, schedules, start) <= kTimesADay;
}

bool do_minutes_tell(const CaseFile& file, const std::vector<CronSchedule>& schedules,
                     const std::vector<Time>& starts) {
  if (starts.size() >= kRunsThatTell || starts.size() < 2) return starts.size() >= 2;
  const double share = static_cast<double>(due_in_a_day(file, schedules, starts.front())) *
                       static_cast<double>(kSlowStart.count()) / (kMinutesOfADay * 60.0);
  return std::pow(share, starts.size()) <= kByChance;
}

struct Fit {
  std::uint64_t explained = 0;  // of the starts
  std::uint64_t due = 0;        // minutes, from the first start to the last
  bool is_told = false;         // by the minutes alone
};

Fit fit_of(const CaseFile& file, const CronJob& job, const std::vector<Time>& starts) {
  const std::vector<CronSchedule> schedules = schedules_of(job);
  Fit fit;
  for (const Time start : starts) fit.explained += is_due(file, schedules, start);
  fit.is_told = do_minutes_tell(file, schedules, starts);
  if (!fit.is_told) return fit;
  std::size_t looked = 0;
  for (Time at = starts.front(); at <= starts.back() && ++looked <= kMostMinutes; at += kMinute)
    fit.due += is_due(file, schedules, at);
  return fit;
}

}  // namespace

std::vector<CronJob> jobs_of(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                             const std::string& home) {
  std::vector<CronJob> jobs;
  const auto job_of = [&](const std::string& program) -> CronJob& {
    const auto known = std::ranges::find(jobs, program, &CronJob::program);
    return known != jobs.end() && !program.empty() ? *known : jobs.emplace_back(program);
  };
  for (const CronEntry& entry : file.cron) {
    if (entry.user != dossier.system_user || only_fetches(entry.command)) continue;
    bool has_program = false;
    for (const CronProgram& program : own_programs(entry.command, home)) {
      if (facts.existing(program.path) == nullptr) continue;
      job_of(program.path).entries.push_back(&entry);
      has_program = true;
    }
    if (!has_program) job_of("").entries.push_back(&entry);
  }
  return jobs;
}

const CronJob* job_by_its_times(const CaseFile& file, const Dossier& dossier,
                                const std::vector<CronJob>& jobs, bool is_from_home,
                                const KeyedRows<std::uint64_t>* senders) {
  const std::vector<Time> starts = minutes_of_starts(file, dossier, senders);
  if (starts.empty()) return nullptr;
  const CronJob* found = nullptr;
  std::size_t fitting = 0;
  for (const CronJob& job : jobs) {
    const Fit fit = fit_of(file, job, starts);
    // A job of every five minutes is due whenever one of every twenty is: whose mail it is mails
    // most times that it runs.
    const bool fits = fit.is_told
                          ? fit.explained * 10 >= starts.size() * 9 && fit.explained * 2 > fit.due
                          : is_from_home && fit.explained > 0;
    if (!fits) continue;
    ++fitting;
    if (fit.explained * 10 >= starts.size() * 9) found = &job;
  }
  return fitting == 1 && found != nullptr && !found->program.empty() ? found : nullptr;
}

const CronJob* seldom_job_by_its_minute(const CaseFile& file, const Dossier& dossier,
                                        const std::vector<CronJob>& jobs) {
  const std::vector<Time> starts = minutes_of_starts(file, dossier, nullptr);
  if (starts.empty()) return nullptr;
  const auto begins_all = [&](const CronJob& job) {
    const std::vector<CronSchedule> schedules = schedules_of(job);
    return !job.program.empty() && is_seldom_due(file, schedules, starts.front()) &&
           std::ranges::all_of(starts, [&](Time start) { return is_due(file, schedules, start); });
  };
  const auto found = std::ranges::find_if(jobs, begins_all);
  return found == jobs.end() ? nullptr : &*found;
}

}  // namespace queuehound
