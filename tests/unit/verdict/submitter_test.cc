#include "verdict/submitter.h"

#include <gtest/gtest.h>

#include "unit/dossier/case_of.h"

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
TEST(Submitter, IsWhoHandedAllOfThemIn) {
  World world;
  queue(world, "1vTesa-0004Bc-7Q", SubmissionClass::mailbox, "kim@shop.example");
  queue(world, "1vTesb-0004Bc-7Q", SubmissionClass::mailbox, "kim@shop.example");
  queue(world, "1vTesc-0004Bc-7Q", SubmissionClass::mailbox, "lee@shop.example");
  queue(world, "1vTesd-0004Bc-7Q", SubmissionClass::local, "shop");
  queue(world, "1vTese-0004Bc-7Q", SubmissionClass::bounce, "");
  queue(world, "1vTesf-0004Bc-7Q", SubmissionClass::remote, "");
  const Submitter nobody;
  const struct {
    std::vector<std::string> ids;
    Submitter submitter;
  } rows[] = {
      {{"1vTesa-0004Bc-7Q", "1vTesb-0004Bc-7Q"}, {"kim@shop.example", "", false}},
      {{"1vTesa-0004Bc-7Q", "1vTesc-0004Bc-7Q"}, nobody},
      {{"1vTesd-0004Bc-7Q"}, {"", "shop", false}},
      {{"1vTesa-0004Bc-7Q", "1vTesd-0004Bc-7Q"}, nobody},
      {{"1vTesd-0004Bc-7Q", "1vTese-0004Bc-7Q"}, {"", "shop", true}},
      {{"1vTese-0004Bc-7Q"}, nobody},
      {{"1vTesa-0004Bc-7Q", "1vTesf-0004Bc-7Q"}, nobody},
      {{}, nobody},
  };
  for (const auto& row : rows)
    EXPECT_EQ(submitter_of(world.ledger, row.ids), row.submitter) << row.ids.size();
}

}  // namespace
}  // namespace queuehound
