#include "remedy/after_reset.h"

#include <gtest/gtest.h>

#include "base/ip_address.h"
#include "mail/message_id.h"

namespace queuehound {
namespace {

Incident stolen_mailbox() {
  Incident incident;
  incident.kind = IncidentKind::mailbox;
  incident.account = "kim@shop.example";
  incident.quarantine = {known_message_id("1vTesa-0004Bc-7Q"),
                         known_message_id("1vTesc-0004Bc-7Q")};
  incident.spare = {known_message_id("1vTesb-0004Bc-7Q")};
  const Time first = parse_message_id("1vTesa-0004Bc-7Q")->time();
  for (const auto& [address, at] :
       {std::pair{"203.0.113.7", first}, std::pair{"192.0.2.9", first + seconds(2)}}) {
    Origin& origin = incident.origins.emplace_back();
    origin.address = *parse_ip_address(address);
    origin.first_seen = at;
    origin.last_seen = first + seconds(60);
    origin.block = true;
  }
  return incident;
}

// The owner comes back from an address that the mailbox never knew; the thief only goes on trying.
TEST(AfterReset, WhoeverComesWithTheNewPasswordIsNotBlocked) {
  Incident incident = stolen_mailbox();
  const Time reset = incident.origins[1].first_seen;
  EXPECT_TRUE(believe_new_password(incident, reset));
  EXPECT_TRUE(incident.origins[0].block);
  EXPECT_FALSE(incident.origins[1].block);
  EXPECT_NE(incident.origins[1].not_blocked_because, "");
  EXPECT_EQ(texts_of(incident.quarantine), std::vector<std::string>{"1vTesa-0004Bc-7Q"});
  EXPECT_EQ(texts_of(incident.spare),
            (std::vector<std::string>{"1vTesb-0004Bc-7Q", "1vTesc-0004Bc-7Q"}));
}

TEST(AfterReset, NothingChangesForWhatWasBeforeNorForOtherKinds) {
  Incident before = stolen_mailbox();
  EXPECT_FALSE(believe_new_password(before, before.origins[1].first_seen + seconds(9)));
  EXPECT_EQ(before.quarantine.size(), 2u);
  Incident script = stolen_mailbox();
  script.kind = IncidentKind::script;
  EXPECT_FALSE(believe_new_password(script, Time{}));
  EXPECT_TRUE(script.origins[1].block);
}

}  // namespace
}  // namespace queuehound
