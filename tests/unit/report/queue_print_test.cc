#include "report/queue_print.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(QueueTable, tells_unknown_recipients_from_none_and_from_all_delivered) {
  QueueEntry damaged, empty, done, bounce;
  damaged.has_envelope = false;
  damaged.is_damaged = true;
  done.delivered = {"ann@there.example"};
  bounce.waiting = {"ann@there.example"};
  bounce.is_bounce = true;
  struct {
    const QueueEntry& entry;
    std::string_view shown;
    bool is_shown;
  } rows[] = {
      {damaged, "(unknown)", true},    {damaged, "[damaged]", true},  {damaged, "<>", false},
      {damaged, "delivered", false},   {empty, "(none)", true},       {empty, "delivered", false},
      {done, "(all delivered)", true}, {bounce, "<> (bounce)", true},
  };
  for (const auto& row : rows) {
    const std::string text = queue_table({row.entry}, 1, {}, TextStyle{});
    EXPECT_EQ(text.contains(row.shown), row.is_shown) << row.shown << " in\n" << text;
  }
}

TEST(QueueGroups, a_damaged_message_is_not_among_the_bounces) {
  QueueEntry damaged;
  damaged.has_envelope = false;
  EXPECT_EQ(group_queue({damaged}, QueueGroup::sender, {})[0].name, "(unknown: damaged)");
  EXPECT_EQ(group_queue({damaged}, QueueGroup::domain, {})[0].name, "(unknown: damaged)");
  EXPECT_EQ(group_queue({{}}, QueueGroup::sender, {})[0].name, "<>");
}

}  // namespace
}  // namespace queuehound
