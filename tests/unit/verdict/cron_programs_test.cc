#include "verdict/cron_programs.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(CronPrograms, WhatAnInterpreterRunsIsAProgramWhateverItsName) {
  struct Row {
    std::string command;
    std::vector<std::string> programs;
  };
  const Row rows[] = {
      {"cd /home/wool/shop && /usr/bin/php artisan schedule:run", {"/home/wool/shop/artisan"}},
      {"cd ~/shop; php8.2 -d memory_limit=1G -q artisan", {"/home/wool/shop/artisan"}},
      {"python3 -u jobs/mail", {"/home/wool/jobs/mail"}},
      {"php /home/wool/bin/console send", {"/home/wool/bin/console"}},
      {"php ./send.php --to all", {"/home/wool/send.php"}},
      {"graph artisan", {}},
  };
  for (const Row& row : rows)
    EXPECT_EQ(own_programs(row.command, "/home/wool"), row.programs) << row.command;
}

}  // namespace
}  // namespace queuehound
