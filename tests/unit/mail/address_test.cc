#include "mail/address.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

struct Row {
  std::string_view address, local_part, domain;
};

TEST(Address, IsCutAtTheLastAtOutsideQuotes) {
  const Row rows[] = {
      {"anna@site.example", "anna", "site.example"},
      {"postmaster", "postmaster", ""},
      {"", "", ""},
      {"@site.example", "", "site.example"},
      {"anna@", "anna", ""},
      {"a@b@site.example", "a@b", "site.example"},
      {"\"a@b\"@site.example", "\"a@b\"", "site.example"},
      {"\"a@b\"", "\"a@b\"", ""},
      {"\"a\\\"@b\"@site.example", "\"a\\\"@b\"", "site.example"},
      {"\"never closed@site.example", "\"never closed", "site.example"},
      {"anna@[192.0.2.1]", "anna", "[192.0.2.1]"},
  };
  for (const Row& row : rows) {
    const AddressParts parts = split_address(row.address);
    EXPECT_EQ(parts.local_part, row.local_part) << row.address;
    EXPECT_EQ(parts.domain, row.domain) << row.address;
    EXPECT_EQ(domain_of(row.address), row.domain);
  }
}

TEST(Address, IsFoldedAsAWhole) {
  EXPECT_EQ(fold_address("Anna.B@Site.EXAMPLE"), "anna.b@site.example");
}

TEST(Address, ASubdomainEndsAtADot) {
  EXPECT_TRUE(is_same_or_subdomain("a.example", "A.Example"));
  EXPECT_TRUE(is_same_or_subdomain("mail.a.example", "a.example"));
  EXPECT_FALSE(is_same_or_subdomain("xa.example", "a.example"));
  EXPECT_FALSE(is_same_or_subdomain("a.example", "mail.a.example"));
  EXPECT_FALSE(is_same_or_subdomain("a.example", ""));
  EXPECT_FALSE(is_same_or_subdomain("", ""));
}

}  // namespace
}  // namespace queuehound
