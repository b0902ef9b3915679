// One array of slots with linear probing, from which tables of keys are made (flat_map, row_index).
//
// A slot's home is its share of the table, by the 32 bits that its key is folded to (its upper
// bits, not its lower ones), so any number of slots will do: large tables grow by a quarter, where
// doubling left them two thirds empty half of the time.
//
// A Slot has a `value`, kNone where it is empty, and fold().
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/table.h"

namespace queuehound {

inline std::uint32_t fold_key(std::uint64_t key) {
  return static_cast<std::uint32_t>(key ^ (key >> 32));
}

template <class Slot>
class OpenSlots {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Few slots to begin with: an incident's judging asks for thousands of tables with a key or two.
  OpenSlots() { slots_.resize(16); }

  static std::size_t home_in(std::size_t slots, std::uint32_t fold) {
    return (fold * std::uint64_t{slots}) >> 32;
  }
  std::size_t home(std::uint32_t fold) const { return home_in(slots_.size(), fold); }
  std::size_t next(std::size_t at) const { return at + 1 == slots_.size() ? 0 : at + 1; }
  const Slot& operator[](std::size_t at) const { return slots_[at]; }
  bool is_empty(std::size_t at) const { return slots_[at].value == kNone; }
  std::size_t size() const { return size_; }

  // `at`: an empty one, where probing for the slot ended.
  void fill(std::size_t at, const Slot& slot) {
    slots_[at] = slot;
    if (is_full(++size_, slots_.size())) grow_to(larger(slots_.size()));
  }

  void clear(std::size_t at) {
    --size_;
    for (std::size_t hole = at, probe = next(at);; probe = next(probe)) {
      if (is_empty(probe)) {
        slots_[hole].value = kNone;
        return;
      }
      if (distance(home(slots_[probe].fold()), probe) >= distance(hole, probe)) {
        slots_[hole] = slots_[probe];
        hole = probe;
      }
    }
  }

  // Room for `count`: none of the growing that their number would cost.
  void reserve(std::size_t count) {
    std::size_t wanted = slots_.size();
    while (is_full(count + 1, wanted)) wanted = larger(wanted);
    if (wanted > slots_.size()) grow_to(wanted);
  }

  // In order of their homes, but for a few at the beginning that go on from the end.
  template <class Use>
  void for_each(Use&& use) const {
    for (const Slot& slot : slots_)
      if (slot.value != kNone) use(slot);
  }

  void prefetch(std::uint32_t fold) const { __builtin_prefetch(&slots_[home(fold)]); }

 private:
  static constexpr std::size_t kLarge = 131072;

  // Two thirds: two looks at neighbours find a key, five tell that there is none.
  static bool is_full(std::size_t keys, std::size_t slots) { return keys * 3 > slots * 2; }

  static std::size_t larger(std::size_t slots) {
    return slots < kLarge ? slots * 2 : slots + slots / 4;
  }

  std::size_t distance(std::size_t from, std::size_t to) const {
    return to >= from ? to - from : to + slots_.size() - from;
  }

  void place(const Slot& slot) {
    std::size_t at = home(slot.fold());
    while (!is_empty(at)) at = next(at);
    slots_[at] = slot;
  }

  // Not made part of who inserts: then that would be too large to be part of its callers.
  [[gnu::noinline]] void grow_to(std::size_t count) {
    Table<Slot> old;
    std::swap(old, slots_);
    slots_.reserve(count);
    if (count > kLarge) return move_in_order(old, count);
    slots_.resize(count);
    for (const Slot& slot : old)
      if (slot.value != kNone) place(slot);
  }

  // The order of homes is the same in both tables: each is gone through once, from its beginning.
  // So of the old one's pages those behind are given back before the new one has touched its own: a
  // copy beside the original was the most memory at any time.
  void move_in_order(Table<Slot>& old, std::size_t count) {
    constexpr std::size_t kStep = 16384;
    std::vector<Slot> over_the_end;      // of either table, which go on at its beginning
    std::size_t over_the_end_until = 0;  // of the old one
    for (; old[over_the_end_until].value != kNone; ++over_the_end_until)
      if (home_in(old.size(), old[over_the_end_until].fold()) > over_the_end_until)
        over_the_end.push_back(old[over_the_end_until]);
    for (std::size_t at = 0; at < old.size(); ++at) {
      if (at % kStep == 0) old.give_back(0, at);
      const Slot slot = old[at];
      if (slot.value == kNone) continue;
      if (at < over_the_end_until && home_in(old.size(), slot.fold()) > at) continue;
      std::size_t to = home_in(count, slot.fold());
      while (to < slots_.size() && slots_[to].value != kNone) ++to;
      if (to == count) {
        over_the_end.push_back(slot);
        continue;
      }
      if (to >= slots_.size()) slots_.resize(std::min(count, to + kStep));
      slots_[to] = slot;
    }
    slots_.resize(count);
    for (const Slot& slot : over_the_end) place(slot);
  }

  Table<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace queuehound
