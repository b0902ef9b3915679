#include "apply/new_password.h"

#include <crypt.h>
#include <gtest/gtest.h>

#include <set>

namespace queuehound {
namespace {

TEST(NewPassword, IsReadableAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const auto password = new_password();
    ASSERT_TRUE(password);
    EXPECT_EQ(password->size(), 32u);
    EXPECT_EQ(password->find_first_not_of("abcdefghijkmnpqrstuvwxyz23456789-"), password->npos);
    seen.insert(*password);
  }
  EXPECT_EQ(seen.size(), 200u);
}

TEST(NewPassword, ItsHashIsWhatTheSystemChecks) {
  const auto salt = new_salt();
  ASSERT_TRUE(salt);
  const auto hash = sha512_crypt("secret", *salt);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with(sha512_crypt_prefix(*salt)));
  crypt_data state{};
  EXPECT_EQ(crypt_r("secret", hash->c_str(), &state), *hash);
  EXPECT_NE(crypt_r("Secret", hash->c_str(), &state), *hash);
}

}  // namespace
}  // namespace queuehound
