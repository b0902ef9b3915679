#include "pages/cron_programs.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(CronPrograms, WhatAnInterpreterRunsIsAProgramWhateverItsName) {
  struct Row {
    std::string command;
    std::vector<CronProgram> programs;
  };
  const Row rows[] = {
      {"cd /home/wool/shop && /usr/bin/php artisan schedule:run",
       {{"/home/wool/shop/artisan", "/home/wool/shop"}}},
      {"cd ~/shop; php8.2 -d memory_limit=1G -q artisan",
       {{"/home/wool/shop/artisan", "/home/wool/shop"}}},
      {"python3 -u jobs/mail", {{"/home/wool/jobs/mail", "/home/wool"}}},
      {"php /home/wool/bin/console send", {{"/home/wool/bin/console", "/home/wool"}}},
      {"php ./send.php --to all", {{"/home/wool/send.php", "/home/wool"}}},
      {"graph artisan", {}},
  };
  for (const Row& row : rows)
    EXPECT_EQ(own_programs(row.command, "/home/wool"), row.programs) << row.command;
}

TEST(CronPrograms, AreFoundFromTheFolderThatTheShellStandsIn) {
  struct Row {
    std::string command, path, folder;
  };
  const Row rows[] = {
      {"cd site && php bin/console mailer:send", "/home/wool/site/bin/console", "/home/wool/site"},
      {"cd \"$HOME/site/\" && ./run.sh", "/home/wool/site/run.sh", "/home/wool/site"},
      {"cd ${HOME} && cd site && php x", "/home/wool/site/x", "/home/wool/site"},
      {"cd . && php x", "/home/wool/x", "/home/wool"},
      {"$HOME/bin/x -q", "/home/wool/bin/x", "/home/wool"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(own_programs(row.command, "/home/wool"),
              (std::vector<CronProgram>{{row.path, row.folder}}))
        << row.command;
}

TEST(CronPrograms, WhatIsWrittenOrReadIsNoProgram) {
  for (const char* command : {"php x >> /home/wool/cron.log 2>&1", "php x >/dev/null 2>&1",
                              "php x < /home/wool/list.txt", "php x >cron.log"})
    EXPECT_EQ(own_programs(command, "/home/wool"),
              (std::vector<CronProgram>{{"/home/wool/x", "/home/wool"}}))
        << command;
}

}  // namespace
}  // namespace queuehound
