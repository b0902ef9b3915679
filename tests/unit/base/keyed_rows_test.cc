#include "base/keyed_rows.h"

#include <gtest/gtest.h>

#include <map>

namespace queuehound {
namespace {

TEST(KeyedRows, CountLikeAMapAndKeepTheOrderOfFirstSight) {
  KeyedRows<std::uint64_t> rows;
  std::map<std::uint64_t, std::uint64_t> map;
  std::vector<std::uint64_t> order;
  std::uint64_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = mix(state, 3);
    const std::uint64_t key = i % 3 == 0 ? state : state % 50;
    if (!map.contains(key)) order.push_back(key);
    ++map[key];
    ++rows[key];
  }
  ASSERT_EQ(rows.size(), map.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(rows.rows()[i], map[order[i]]);
    ASSERT_NE(rows.find(order[i]), nullptr);
    EXPECT_EQ(*rows.find(order[i]), map[order[i]]);
  }
  EXPECT_EQ(rows.find(50), nullptr);
}

TEST(KeyedRows, KeyZeroIsAKeyLikeAnyOther) {
  KeyedRows<int> rows;
  EXPECT_EQ(rows.find(0), nullptr);
  rows[0] = 7;
  rows[1] = 8;
  EXPECT_EQ(rows[0], 7);
  EXPECT_EQ(rows.size(), 2u);
}

}  // namespace
}  // namespace queuehound
