#include "report/after_stop.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

// As RFC 5782, 2.1 and 2.4, has them asked.
TEST(AfterStop, addresses_are_reversed_as_blocklists_want_them) {
  EXPECT_EQ(reversed_for_dns(*parse_ip_address("192.0.2.99")), "99.2.0.192");
  EXPECT_EQ(reversed_for_dns(*parse_ip_address("2001:db8:1:2:3:4:567:89ab")),
            "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2");
}

TEST(AfterStop, an_unknown_address_is_said_to_be_an_example) {
  Incident incident;
  incident.kind = IncidentKind::script;
  incident.id = "I-aaaaaa";
  incident.domain = "shop.example";
  const AfterStop after = after_stop(incident, Server{});
  EXPECT_FALSE(after.address_is_known);
  EXPECT_EQ(after.asked_for, "192.0.2.1");
  ASSERT_EQ(after.ask.size(), main_blocklists().size());
  for (const BlocklistQuestion& question : after.ask) {
    const std::string asked = question.list->is_of_domains ? "shop.example" : "1.2.0.192";
    EXPECT_TRUE(question.shell.contains(asked + "." + std::string(question.list->zone)))
        << question.shell;
  }
}

// A server nobody sends from is on no list for it.
TEST(AfterStop, who_was_attacked_asks_no_blocklist) {
  for (const IncidentKind kind : {IncidentKind::inbound, IncidentKind::backscatter}) {
    Incident incident;
    incident.kind = kind;
    const AfterStop after = after_stop(incident, Server{});
    EXPECT_TRUE(after.ask.empty());
    EXPECT_GE(after.steps.size(), 2u);
  }
}

}  // namespace
}  // namespace queuehound
