#include "base/interner.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

std::string word(std::uint32_t i) { return "word" + std::to_string(i); }

TEST(Interner, KeepsEachTextOnceHoweverLongItIs) {
  Interner strings;
  EXPECT_EQ(strings.intern(""), 0u);
  for (const std::size_t length :
       {1u, 2u, 253u, 254u, 255u, 256u, 257u, 65536u, 262144u, 1000000u}) {
    const std::string text(length, 'x');
    const std::uint32_t id = strings.intern(text);
    EXPECT_EQ(strings.intern(text), id);
    EXPECT_EQ(strings.text(id), text);
    EXPECT_EQ(strings.find(text), id);
  }
  EXPECT_EQ(strings.size(), 11u);
  EXPECT_EQ(strings.text(0), "");
}

TEST(Interner, FindsWhatItKnewAfterItWasClosed) {
  constexpr std::uint32_t kWords = 200'000;
  Interner strings;
  for (std::uint32_t i = 1; i < kWords; ++i) ASSERT_EQ(strings.intern(word(i)), i);
  const std::vector<std::uint64_t> hashes = strings.hashes();
  ASSERT_EQ(hashes.size(), kWords);
  for (std::uint32_t i = 1; i < kWords; ++i) ASSERT_EQ(hashes[i], keyed_hash(word(i)));
  strings.close();
  for (std::uint32_t i = 1; i < kWords; ++i) {
    ASSERT_EQ(strings.find(word(i)), i);
    ASSERT_EQ(strings.text(i), word(i));
  }
  EXPECT_EQ(strings.find(""), 0u);
  EXPECT_EQ(strings.find("word"), 0u);
  EXPECT_EQ(strings.find(word(kWords)), 0u);
}

}  // namespace
}  // namespace queuehound
