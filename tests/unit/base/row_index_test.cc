#include "base/row_index.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/hash.h"

namespace queuehound {
namespace {

// Keys of which two of three share their fold: only the rows tell them apart.
std::uint64_t key_of(std::uint32_t word) { return mix(word / 3, 5) ^ (word % 3 * 0x100000001u); }

TEST(RowIndex, TellsRowsApartWhoseKeysFoldAlike) {
  RowIndex index;
  std::vector<std::uint32_t> rows;
  std::map<std::uint32_t, std::uint32_t> real;
  std::uint64_t state = 1;
  for (int i = 0; i < 600'000; ++i) {
    state = mix(state, 3);
    const auto word = static_cast<std::uint32_t>(state % 250'000);
    const auto is_it = [&](std::uint32_t row) { return rows[row] == word; };
    const auto next = static_cast<std::uint32_t>(rows.size());
    const auto known = real.find(word);
    ASSERT_EQ(index.find(key_of(word), is_it),
              known == real.end() ? RowIndex::kNone : known->second);
    ASSERT_EQ(index.insert(key_of(word), next, is_it), known == real.end() ? next : known->second);
    if (known != real.end()) continue;
    real.emplace(word, next);
    rows.push_back(word);
  }
  EXPECT_EQ(index.size(), rows.size());
  index.reserve(2'000'000);
  for (const auto& [word, row] : real)
    ASSERT_EQ(index.find(key_of(word), [&](std::uint32_t at) { return rows[at] == word; }), row);
}

}  // namespace
}  // namespace queuehound
