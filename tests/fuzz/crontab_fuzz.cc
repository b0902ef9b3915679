#include "formats/cron_schedule.h"
#include "formats/crontab.h"

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  for (const CrontabForm form : {CrontabForm::user, CrontabForm::system}) {
    std::size_t line = 0;
    for (const CrontabJob& job : parse_crontab(text, form)) {
      for (const auto part : {job.schedule, job.user, job.command}) require_inside(text, part);
      require(job.line > line && !job.schedule.empty() && !job.command.empty());
      require(!job.command.contains('\n'));
      require(job.user.empty() == (form == CrontabForm::user));
      if (const auto schedule = CronSchedule::parse(job.schedule))
        (void)schedule->is_due({static_cast<std::int64_t>(size) * 999'983});
      line = job.line;
    }
  }
  if (const auto run = parse_cron_run(text)) {
    require_inside(text, run->user);
    require_inside(text, run->command);
  }
  return 0;
}
