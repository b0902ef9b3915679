// The tables everything is kept in, against the standard library's.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "base/interner.h"

namespace queuehound {
namespace {

// Keys that fall on few home slots: erasing from a long probe run is where such tables go wrong.
std::uint64_t crowded_key(std::mt19937_64& random) {
  return (random() % 8) | (random() % 200) << 20;
}

TEST(FlatMap, HoldsWhatAnyOtherMapHolds) {
  for (const bool crowded : {false, true}) {
    std::mt19937_64 random(crowded ? 11 : 12);
    FlatMap flat;
    std::unordered_map<std::uint64_t, std::uint32_t> model;
    for (unsigned step = 0; step < 200'000; ++step) {
      const std::uint64_t key =
          crowded ? crowded_key(random) : random() % 5000 * 0x9E3779B97F4A7C15u;
      const auto value = static_cast<std::uint32_t>(random() % 1'000'000);
      if (random() % 5 < 2) {
        flat.erase(key);
        model.erase(key);
      } else {
        ASSERT_EQ(flat.insert(key, value), model.try_emplace(key, value).first->second);
      }
      const std::uint64_t asked = crowded ? crowded_key(random) : key;
      const auto known = model.find(asked);
      ASSERT_EQ(flat.find(asked), known == model.end() ? FlatMap::kNone : known->second);
      ASSERT_EQ(flat.size(), model.size());
    }
    std::unordered_map<std::uint64_t, std::uint32_t> seen;
    flat.for_each([&](std::uint64_t key, std::uint32_t value) { seen.emplace(key, value); });
    EXPECT_EQ(seen, model);
  }
}

TEST(FlatMap, ErasingWhatIsNotThereChangesNothing) {
  FlatMap flat;
  flat.erase(0);  // the key of an empty slot
  flat.insert(0, 7);
  flat.erase(256);  // same home slot
  EXPECT_EQ(flat.find(0), 7u);
  flat.erase(0);
  EXPECT_EQ(flat.find(0), FlatMap::kNone);
  EXPECT_EQ(flat.size(), 0u);
}

TEST(Interner, GivesEachTextOneIdAndKeepsItsBytes) {
  std::mt19937_64 random(5);
  Interner strings;
  std::map<std::string, std::uint32_t> model{{"", 0}};
  for (unsigned step = 0; step < 50'000; ++step) {
    std::string text(random() % 12, '\0');
    for (char& c : text) c = static_cast<char>(random() % 3);  // NUL bytes are bytes too
    if (step % 5000 == 0) text.assign(300'000 + step, 'x');    // larger than a block of the arena
    const auto known = model.find(text);
    EXPECT_EQ(strings.find(text), known == model.end() ? 0 : known->second);
    const std::uint32_t id = strings.intern(text);
    ASSERT_EQ(id, model.try_emplace(text, static_cast<std::uint32_t>(model.size())).first->second);
  }
  ASSERT_EQ(strings.size(), model.size());
  for (const auto& [text, id] : model) ASSERT_EQ(strings.text(id), text);
}

TEST(Interner, KeepsWhatItHoldsWhenItMoves) {
  Interner first;
  const std::uint32_t id = first.intern("info@site.example");
  const Interner second = std::move(first);
  EXPECT_EQ(second.text(id), "info@site.example");
  EXPECT_EQ(second.find("info@site.example"), id);
}

}  // namespace
}  // namespace queuehound
