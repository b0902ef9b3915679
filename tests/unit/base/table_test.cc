// Rows stay what they are while their table grows, wherever its memory comes from.
#include "base/table.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

namespace queuehound {
namespace {

struct Row {
  std::uint64_t number = 7;
  std::uint32_t twice = 14;
  std::uint32_t unused = 0;
};

// From malloc's memory into pages of its own, and through several moves of these.
constexpr std::uint64_t kRows = 600'000;

Row row_of(std::uint64_t number) { return {number, static_cast<std::uint32_t>(number * 2), 0}; }

void expect_numbers(const Table<Row>& table, std::uint64_t count) {
  ASSERT_EQ(table.size(), count);
  std::uint64_t wrong = 0;
  for (std::uint64_t i = 0; i < count; ++i)
    wrong += table[i].number != i || table[i].twice != static_cast<std::uint32_t>(i * 2);
  EXPECT_EQ(wrong, 0u);
}

TEST(Table, RowsSurviveGrowing) {
  for (const bool asks_for_huge_pages : {false, true}) {
    tables_ask_for_huge_pages = asks_for_huge_pages;
    Table<Row> table;
    for (std::uint64_t i = 0; i < kRows; ++i) table.push_back(row_of(i));
    expect_numbers(table, kRows);
  }
  tables_ask_for_huge_pages = false;
}

TEST(Table, ARowOfItsOwnMayBeAddedToIt) {
  Table<Row> table;
  table.push_back(row_of(5));
  for (int i = 0; i < 1000; ++i) table.push_back(table.front());
  for (const Row& row : table) ASSERT_EQ(row.number, 5u);
}

TEST(Table, NewRowsAreDefaultOnes) {
  Table<Row> table;
  table.resize(100'000);  // pages of its own at once
  table[99'999] = row_of(1);
  table.resize(10);
  table.resize(100'000);
  EXPECT_EQ(table.emplace_back().number, 7u);
  for (const Row& row : table) ASSERT_EQ(row.twice, 14u);
}

TEST(Table, BlocksAreAppendedAndRoomIsReserved) {
  Table<Row> half, table;
  for (std::uint64_t i = 0; i < kRows / 2; ++i) half.push_back(row_of(i));
  table.reserve(kRows);
  const Row* const place = table.data();
  table.append(half.data(), half.size());
  for (std::uint64_t i = kRows / 2; i < kRows; ++i) table.push_back(row_of(i));
  EXPECT_EQ(table.data(), place);
  expect_numbers(table, kRows);
  table.append(half.data(), 0);
  expect_numbers(table, kRows);
}

TEST(Table, RowsBehindThoseGivenBackAreWhole) {
  for (const std::uint64_t before : {std::uint64_t{0}, std::uint64_t{1}, kRows / 2 + 1, kRows}) {
    Table<Row> table;
    for (std::uint64_t i = 0; i < kRows; ++i) table.push_back(row_of(i));
    table.give_back(0, before);
    for (std::uint64_t i = before; i < kRows; ++i) ASSERT_EQ(table[i].number, i);
    table.push_back(row_of(kRows));
    EXPECT_EQ(table.size(), kRows + 1);
  }
}

TEST(Table, RowsAroundThoseGivenBackAreWhole) {
  Table<Row> table;
  for (std::uint64_t i = 0; i < kRows; ++i) table.push_back(row_of(i));
  const std::uint64_t from = kRows / 3 + 1, to = kRows / 2 + 1;
  table.give_back(from, to);
  for (std::uint64_t i = 0; i < kRows; ++i)
    if (i < from || i >= to)
      ASSERT_EQ(table[i].number, i);
    else
      ASSERT_TRUE(table[i].number == i || table[i].number == 0) << i;
  table.give_back(to, from);
  table.give_back(kRows, kRows);
  EXPECT_EQ(table.back().number, kRows - 1);
}

TEST(Table, WhatWasMovedIsWhole) {
  for (const std::uint64_t count : {std::uint64_t{3}, kRows}) {
    Table<Row> first;
    for (std::uint64_t i = 0; i < count; ++i) first.push_back(row_of(i));
    Table<Row> second(std::move(first));
    expect_numbers(second, count);
    Table<Row> third;
    third.push_back(row_of(9));
    third = std::move(second);
    expect_numbers(third, count);
    third = {};
    EXPECT_TRUE(third.empty());
  }
}

}  // namespace
}  // namespace queuehound
