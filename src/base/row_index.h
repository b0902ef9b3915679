// Finds rows of a table by what they hold. A row tells its key itself, so a slot needs no more of
// it than 32 bits: two thirds of a FlatMap, for the tables that come by the hundred thousand.
//
// `is_it(row)` says whether an old row is the one that is looked for; it is asked where these 32
// bits are alike, which is nearly always where it is. Keys as for a FlatMap.
#pragma once

#include <cstdint>

#include "base/open_slots.h"

namespace queuehound {

class RowIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  template <class IsIt>
  std::uint32_t find(std::uint64_t key, IsIt&& is_it) const {
    const std::uint32_t fold = fold_key(key);
    for (std::size_t at = slots_.home(fold);; at = slots_.next(at)) {
      if (slots_.is_empty(at)) return kNone;
      if (slots_[at].folded == fold && is_it(slots_[at].value)) return slots_[at].value;
    }
  }

  // The row that was there, or `row`.
  template <class IsIt>
  std::uint32_t insert(std::uint64_t key, std::uint32_t row, IsIt&& is_it) {
    const std::uint32_t fold = fold_key(key);
    std::size_t at = slots_.home(fold);
    for (; !slots_.is_empty(at); at = slots_.next(at))
      if (slots_[at].folded == fold && is_it(slots_[at].value)) return slots_[at].value;
    slots_.fill(at, Slot(fold, row));
    return row;
  }

  void reserve(std::size_t count) { slots_.reserve(count); }
  void prefetch(std::uint64_t key) const { slots_.prefetch(fold_key(key)); }
  std::size_t size() const { return slots_.size(); }

 private:
  struct Slot {
    std::uint32_t folded = 0;
    std::uint32_t value = kNone;

    Slot() = default;
    Slot(std::uint32_t fold, std::uint32_t row) : folded(fold), value(row) {}
    std::uint32_t fold() const { return folded; }
  };

  OpenSlots<Slot> slots_;
};

}  // namespace queuehound
