#include "survey/domain_places.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "unit/survey/exim_lines.h"

namespace queuehound {
namespace {

const Time kFrom = log_time(22, 15, 0);

TEST(DomainPlaces, GivesTheLedgersOwnId) {
  Ledger ledger(kFrom, kFrom + seconds(86400));
  const Server server = sample_server();
  DomainPlaces places(ledger, server);
  std::mt19937 random(3);
  for (int round = 0; round < 20000; ++round) {
    // Many are alike at both ends: they share a place there, and must not be taken for each other.
    std::string domain = round % 3 == 0 ? "mail-of-" : "";
    domain += std::string(random() % 60, static_cast<char>('a' + random() % 3));
    if (!domain.empty()) domain[random() % domain.size()] = "xX."[random() % 3];
    if (round % 2 == 0) domain += ".example";
    ASSERT_EQ(places.id_of(domain), ledger.domain_id(domain)) << domain;
  }
}

TEST(DomainPlaces, KnowsWhoseMailStays) {
  Ledger ledger(kFrom, kFrom + seconds(86400));
  const Server server = sample_server();
  DomainPlaces places(ledger, server);
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(places.is_local(places.id_of("alma.example")));
    EXPECT_TRUE(places.is_local(places.id_of("ALMA.example")));
    EXPECT_FALSE(places.is_local(places.id_of("alma.example.test")));
    EXPECT_FALSE(places.is_local(places.id_of("")));
  }
}

}  // namespace
}  // namespace queuehound
