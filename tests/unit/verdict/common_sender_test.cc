#include "verdict/common_sender.h"

#include <gtest/gtest.h>

#include "unit/verdict/case_of.h"

namespace queuehound {
namespace {

void queue(World& world, std::string_view id, SubmissionClass submission, std::string_view name) {
  QueuedMessage queued;
  queued.arrival.id = *parse_message_id(id);
  queued.arrival.at = kNow - seconds(600);
  queued.arrival.submission = submission;
  queued.arrival.name = name;
  queued.arrival.sender = submission == SubmissionClass::bounce ? "" : "someone@shop.example";
  world.ledger.learn(queued);
}

// What the mover asks each -H: too little asked would take others' mail, too much would leave spam.
TEST(CommonSender, OnlyWhatAllOfThemShare) {
  World world;
  queue(world, "1vTesa-0004Bc-7Q", SubmissionClass::mailbox, "kim@shop.example");
  queue(world, "1vTesb-0004Bc-7Q", SubmissionClass::mailbox, "kim@shop.example");
  queue(world, "1vTesc-0004Bc-7Q", SubmissionClass::mailbox, "lee@shop.example");
  queue(world, "1vTesd-0004Bc-7Q", SubmissionClass::local, "shop");
  queue(world, "1vTese-0004Bc-7Q", SubmissionClass::bounce, "");
  queue(world, "1vTesf-0004Bc-7Q", SubmissionClass::remote, "");
  using Common = std::map<std::string, std::string, std::less<>>;
  const Common nothing;
  const struct {
    std::vector<std::string> ids;
    Common common;
  } rows[] = {
      {{"1vTesa-0004Bc-7Q", "1vTesb-0004Bc-7Q"}, {{"sender_mailbox", "kim@shop.example"}}},
      {{"1vTesa-0004Bc-7Q", "1vTesc-0004Bc-7Q"}, nothing},
      {{"1vTesd-0004Bc-7Q"}, {{"sender_account", "shop"}}},
      {{"1vTesa-0004Bc-7Q", "1vTesd-0004Bc-7Q"}, nothing},
      {{"1vTesd-0004Bc-7Q", "1vTese-0004Bc-7Q"},
       {{"sender_account", "shop"}, {"with_bounces", "yes"}}},
      {{"1vTese-0004Bc-7Q"}, nothing},
      {{"1vTesa-0004Bc-7Q", "1vTesf-0004Bc-7Q"}, nothing},
      {{}, nothing},
  };
  for (const auto& row : rows)
    EXPECT_EQ(common_sender(world.ledger, row.ids), row.common) << row.ids.size();
}

}  // namespace
}  // namespace queuehound
