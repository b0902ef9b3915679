#include "remedy/actions.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace queuehound {
namespace {

Incident script_incident() {
  Incident incident;
  incident.id = "I-abc123";
  incident.kind = IncidentKind::script;
  incident.script = "/home/m/x.php";
  incident.system_user = "m";
  incident.quarantine = {known_message_id("1xVUGe-0005Uf-30")};
  incident.evidence = {{"mails_by_itself", 1, "started by the crontab: cd /home/m && ./x.php", {}}};
  incident.plan = {{"seal_script", "/home/m/x.php", "it sent", "", true, {}},
                   {"disable_cron", "m", "cron", "", true, {}},
                   {"block_address", "192.0.2.7", "drives it", "", true, {}},
                   {"quarantine_messages", "I-abc123", "flood", "", true, {}},
                   {"advise", "m", "update", "", true, {}}};
  return incident;
}

TEST(ActionsOf, EachHasWhatItsKindWants) {
  const auto actions = actions_of(script_incident());
  ASSERT_EQ(actions.size(), 5u);
  EXPECT_EQ(actions[0].details.at("script"), "/home/m/x.php");
  EXPECT_EQ(actions[1].details.at("command"), "cd /home/m && ./x.php");
  EXPECT_TRUE(actions[0].messages.empty());
  EXPECT_EQ(actions[3].messages, std::vector<std::string>{"1xVUGe-0005Uf-30"});
}

TEST(ActionsOf, AddressesInARowAreOneStepThatRestsOnEachOfThem) {
  Incident incident = script_incident();
  incident.plan.insert(incident.plan.begin() + 3,
                       {"block_address", "2001:db8::7", "too", "", true, {}});
  const auto actions = actions_of(incident);
  ASSERT_EQ(actions.size(), 5u);
  EXPECT_EQ(actions[2].target, "2 addresses");
  EXPECT_EQ(addresses_of(actions[2]), (std::vector<std::string>{"192.0.2.7", "2001:db8::7"}));
  const std::string facts = facts_of(incident, actions);
  EXPECT_EQ(changed_facts(facts, incident), "");
  Incident innocent = incident;
  innocent.plan.erase(innocent.plan.begin() + 3);
  EXPECT_NE(changed_facts(facts, innocent).find("2001:db8::7"), std::string::npos);
}

TEST(AddedAction, OnlyWithSomethingToWorkOn) {
  const Incident incident = script_incident();
  EXPECT_FALSE(added_action(incident, ActionKind::reset_password)) << "there is no mailbox";
  const auto suspend = added_action(incident, ActionKind::suspend_account);
  ASSERT_TRUE(suspend);
  EXPECT_EQ(suspend->target, "m");
  Incident mailbox;
  mailbox.kind = IncidentKind::mailbox;
  mailbox.account = "a@b.example";
  mailbox.system_user = "m";
  const auto kinds = addable_kinds(mailbox);
  EXPECT_EQ(std::ranges::count(kinds, ActionKind::stop_process), 0) << "no program is known";
}

TEST(ChangedFacts, WhatThePlanRestsOnMustStillBeSo) {
  const Incident incident = script_incident();
  const std::string facts = facts_of(incident, actions_of(incident));
  EXPECT_EQ(changed_facts(facts, incident), "");
  Incident more = incident;
  more.plan.push_back({"block_address", "192.0.2.8", "drives it too", "", true, {}});
  EXPECT_EQ(changed_facts(facts, more), "") << "one more origin is no change";
  Incident moved = incident;
  moved.script = "/home/m/y.php";
  moved.plan[0].target = "/home/m/y.php";
  EXPECT_NE(changed_facts(facts, moved), "");
  Incident innocent = incident;
  innocent.plan.erase(innocent.plan.begin() + 2);
  EXPECT_NE(changed_facts(facts, innocent).find("192.0.2.7"), std::string::npos);
  Incident drained = incident;
  drained.plan.erase(drained.plan.begin() + 3);
  EXPECT_EQ(changed_facts(facts, drained), "") << "the queue ran empty by itself";
}

}  // namespace
}  // namespace queuehound
