// Rows by a 64-bit key, in the order their keys were first seen: a FlatMap and a vector, where a
// tree or a node-based map would cost an allocation a row. Whoever needs another order sorts.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/flat_map.h"
#include "base/hash.h"

namespace queuehound {

template <class Row>
class KeyedRows {
 public:
  // The row of `key`, made where there is none; mailings repeat the key before, which is kept at
  // hand. Good until the next call.
  Row& operator[](std::uint64_t key) {
    if (!rows_.empty() && key == last_key_) return rows_[last_];
    last_key_ = key;
    last_ = index_.insert(mix(key, kSalt), static_cast<std::uint32_t>(rows_.size()));
    if (last_ == rows_.size()) rows_.emplace_back();
    return rows_[last_];
  }
  const Row* find(std::uint64_t key) const {
    const std::uint32_t found = index_.find(mix(key, kSalt));
    return found == FlatMap::kNone ? nullptr : &rows_[found];
  }

  const std::vector<Row>& rows() const { return rows_; }
  std::vector<Row>& rows() { return rows_; }
  std::size_t size() const { return rows_.size(); }

 private:
  static constexpr std::uint64_t kSalt = 101;

  FlatMap index_;
  std::vector<Row> rows_;
  std::uint64_t last_key_ = 0;
  std::uint32_t last_ = 0;
};

}  // namespace queuehound
