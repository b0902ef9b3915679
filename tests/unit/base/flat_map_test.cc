#include "base/flat_map.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace queuehound {
namespace {

// The upper bits of a key's fold are its home: keys that lie together, also over the table's end.
std::uint64_t crowded_key(std::mt19937_64& random, std::uint32_t crowd) {
  return (random() & 0xFFFFu) | (crowd << 16);
}

void expect_alike(const FlatMap& ours,
                  const std::unordered_map<std::uint64_t, std::uint32_t>& real) {
  ASSERT_EQ(ours.size(), real.size());
  for (const auto& [key, value] : real) ASSERT_EQ(ours.find(key), value);
  std::size_t seen = 0;
  ours.for_each([&](std::uint64_t key, std::uint32_t value) {
    ++seen;
    ASSERT_EQ(real.at(key), value);
  });
  EXPECT_EQ(seen, real.size());
}

TEST(FlatMap, SaysWhatAMapSaysHoweverFarItGrew) {
  std::mt19937_64 random(11);
  FlatMap ours;
  std::unordered_map<std::uint64_t, std::uint32_t> real;
  for (std::uint32_t i = 0; i < 700'000; ++i) {
    const std::uint64_t key = random();
    EXPECT_EQ(ours.insert(key, i), real.try_emplace(key, i).first->second);
    if (i % 3 != 0) continue;
    ours.erase(key);
    real.erase(key);
  }
  expect_alike(ours, real);
  EXPECT_EQ(ours.find(12345), FlatMap::kNone);
}

TEST(FlatMap, CrowdsAtBothEndsOutliveGrowingAndErasing) {
  std::mt19937_64 random(12);
  FlatMap ours;
  std::unordered_map<std::uint64_t, std::uint32_t> real;
  for (std::uint32_t i = 0; i < 400'000; ++i) {
    const std::uint64_t key = i % 100 == 0   ? crowded_key(random, 0xFFFF)
                              : i % 100 == 1 ? crowded_key(random, 0)
                                             : random();
    EXPECT_EQ(ours.insert(key, i), real.try_emplace(key, i).first->second);
    if (i % 7 != 0) continue;
    ours.erase(key);
    real.erase(key);
  }
  expect_alike(ours, real);
  for (auto at = real.begin(); at != real.end();) {
    ours.erase(at->first);
    at = real.erase(at);
    if (real.size() < 1000) break;
  }
  expect_alike(ours, real);
}

TEST(FlatMap, RoomForManyAtOnceKeepsWhatIsThere) {
  FlatMap ours;
  for (std::uint32_t i = 0; i < 100; ++i) ours.insert(i * 0x9E3779B97F4A7C15u, i);
  ours.reserve(500'000);
  for (std::uint32_t i = 0; i < 100; ++i) EXPECT_EQ(ours.find(i * 0x9E3779B97F4A7C15u), i);
  EXPECT_EQ(ours.size(), 100u);
}

}  // namespace
}  // namespace queuehound
