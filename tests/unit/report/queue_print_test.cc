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

TEST(QueueTable, cuts_the_widest_columns_and_only_where_there_is_no_room) {
  QueueEntry entry;
  entry.id = "1aBcDe-000001-00";
  entry.sender = "accounts.department@customer.example";
  entry.waiting = {"ann@there.example", "bob@there.example"};
  entry.subject = "Hi";
  entry.is_frozen = true;
  const auto table = [&](std::size_t width) {
    return queue_table({entry}, 1, {}, TextStyle{.width = width});
  };
  EXPECT_TRUE(table(1'000'000).contains(
      "accounts.department@customer.example ann@there.example +1 [frozen] Hi\n"))
      << table(1'000'000);
  EXPECT_FALSE(table(80).contains(entry.sender));
  EXPECT_TRUE(table(80).contains("[frozen] Hi\n")) << table(80);
  for (const std::size_t width : {80u, 90u, 100u, 110u, 120u}) {
    const std::string row = table(width).substr(table(width).rfind("1aBcDe") - 18);
    EXPECT_LE(row.size(), width + 1) << row;
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
