#include "survey/block_marks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace queuehound {
namespace {

struct Places {
  std::vector<std::size_t> line_ends, colons;
};

Places one_by_one(std::string_view block) {
  Places places;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block[i] == '\n') places.line_ends.push_back(i);
    if (i > 0 && block[i] == ':' && block[i - 1] == 's') places.colons.push_back(i);
  }
  if (!block.empty() && block.back() != '\n') places.line_ends.push_back(block.size());
  return places;
}

TEST(BlockMarks, AreThoseThatAreFoundByteByByte) {
  std::mt19937 random(5);
  BlockMarks marks;
  for (int round = 0; round < 4000; ++round) {
    std::string block(random() % 300, ' ');
    for (char& c : block) c = "s:\nx"[random() % 4];
    marks.find(block);
    const Places wanted = one_by_one(block);
    Places found;
    for (const char* at : marks.line_ends)
      found.line_ends.push_back(static_cast<std::size_t>(at - block.data()));
    for (const char* at : marks.colons)
      found.colons.push_back(static_cast<std::size_t>(at - block.data()));
    ASSERT_EQ(found.line_ends, wanted.line_ends) << block;
    ASSERT_EQ(found.colons, wanted.colons) << block;
  }
}

}  // namespace
}  // namespace queuehound
