#include "verdict/what_if.h"

#include <gtest/gtest.h>

#include <cmath>

namespace queuehound {
namespace {

Incident incident_with(std::vector<std::pair<std::string, double>> signs, double confidence) {
  Incident incident;
  incident.confidence = confidence;
  for (auto& [name, weight] : signs) {
    Evidence evidence;
    evidence.signal = name;
    evidence.weight = weight;
    incident.evidence.push_back(std::move(evidence));
  }
  return incident;
}

TEST(WhatIf, signs_add_up_to_the_confidence) {
  const Incident incident = incident_with({{"machine_driven", 2.5}, {"few_failures", -1.0}}, 0);
  const WhatIf what = what_would_change(incident);
  ASSERT_TRUE(what.is_sum);
  EXPECT_NEAR(what.sum, kPrior + 1.5, 1e-9);
  EXPECT_NEAR(what.confidence, 1 / (1 + std::exp(1.5)), 1e-9);
  ASSERT_EQ(what.signs.size(), 2u);
  EXPECT_NEAR(what.signs[1].sum, what.sum, 1e-9);
}

TEST(WhatIf, the_fewest_signs_it_rests_on_are_named) {
  const Incident incident =
      incident_with({{"over_usual", 3.0}, {"foreign_sender", 1.0}, {"queue_pile", 0.8}}, 0.857);
  const WhatIf what = what_would_change(incident);
  EXPECT_EQ(what.needed, std::vector<std::string>{"over_usual"});
  ASSERT_EQ(what.without.size(), 3u);
  EXPECT_TRUE(what.without[0].ends_incident);
  EXPECT_FALSE(what.without[1].ends_incident);
}

TEST(WhatIf, only_absent_signs_of_the_kind_are_offered) {
  Incident incident = incident_with({{"over_usual", 3.0}, {"owner_address", -2.0}}, 0.5);
  incident.kind = IncidentKind::mailbox;
  const WhatIf what = what_would_change(incident);
  for (const auto* list : {&what.lower, &what.raise})
    for (const Change& change : *list) {
      EXPECT_NE(change.signal, "owner_address");
      EXPECT_NE(change.signal, "over_usual");
      EXPECT_NE(change.signal, "part_of_theme");  // scripts only
      EXPECT_EQ(change.by < 0, list == &what.lower);
    }
  EXPECT_FALSE(what.lower.empty());
}

TEST(WhatIf, what_holds_it_down_is_told) {
  EXPECT_EQ(what_would_change(incident_with({{"over_usual", 9.0}}, kLogOnly)).held_at, kLogOnly);
  EXPECT_EQ(what_would_change(incident_with({{"over_usual", 9.0}}, kNoHistory)).held_at,
            kNoHistory);
  EXPECT_EQ(what_would_change(incident_with({{"over_usual", 9.0}}, 0.998)).held_at, 1);
}

TEST(WhatIf, attacks_from_outside_are_no_sum) {
  Incident incident = incident_with({{"guessing", 3.0}}, 0.9);
  incident.kind = IncidentKind::inbound;
  EXPECT_FALSE(what_would_change(incident).is_sum);
}

}  // namespace
}  // namespace queuehound
