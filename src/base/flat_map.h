// 64-bit keys to 32-bit values in one array: open addressing, linear probing, backward-shift erase.
// The key is its own hash: give it keyed_hash or mix output, or something else that is well spread.
// Value kNone means absent. Used where a node-based map would cost an allocation a log line.
//
// A key's home is its share of the table (its upper bits, not its lower ones), so any number of
// slots will do: large tables grow by a quarter, where doubling left them two thirds empty half of
// the time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/table.h"

namespace queuehound {

class FlatMap {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // Few slots to begin with: an incident's judging asks for thousands of tables with a key or two.
  FlatMap() { slots_.resize(16); }

  std::uint32_t find(std::uint64_t key) const {
    for (std::size_t at = home(key);; at = next(at)) {
      if (slots_[at].value == kNone) return kNone;
      if (slots_[at].key() == key) return slots_[at].value;
    }
  }

  // The value kept for `key`, which is `value` where there was none.
  std::uint32_t insert(std::uint64_t key, std::uint32_t value) {
    std::size_t at = home(key);
    for (; slots_[at].value != kNone; at = next(at))
      if (slots_[at].key() == key) return slots_[at].value;
    slots_[at] = Slot(key, value);
    if (is_full(++size_, slots_.size())) grow_to(larger(slots_.size()));
    return value;
  }

  void erase(std::uint64_t key) {
    std::size_t at = home(key);
    while (slots_[at].key() != key || slots_[at].value == kNone) {
      if (slots_[at].value == kNone) return;
      at = next(at);
    }
    --size_;
    for (std::size_t hole = at, probe = next(at);; probe = next(probe)) {
      if (slots_[probe].value == kNone) {
        slots_[hole].value = kNone;
        return;
      }
      if (distance(home(slots_[probe].key()), probe) >= distance(hole, probe)) {
        slots_[hole] = slots_[probe];
        hole = probe;
      }
    }
  }

  template <class Use>
  void for_each(Use&& use) const {
    for (const Slot& slot : slots_)
      if (slot.value != kNone) use(slot.key(), slot.value);
  }

  // Room for `count` keys: none of the growing that their number would cost.
  void reserve(std::size_t count) {
    std::size_t wanted = slots_.size();
    while (is_full(count + 1, wanted)) wanted = larger(wanted);
    if (wanted > slots_.size()) grow_to(wanted);
  }

  void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[home(key)]); }
  std::size_t size() const { return size_; }

  // Where a key is looked for first. Keys in the order of for_each have homes that rise, in a table
  // of any size.
  static std::size_t home_in(std::size_t slots, std::uint64_t key) {
    return (static_cast<std::uint32_t>(key ^ (key >> 32)) * std::uint64_t{slots}) >> 32;
  }

 private:
  // The key in halves: whole, it would be followed by four bytes of nothing, and tables of many
  // keys are most of what a log of a gigabyte takes.
  struct Slot {
    std::uint32_t low = 0, high = 0;
    std::uint32_t value = kNone;

    Slot() = default;
    Slot(std::uint64_t key, std::uint32_t kept)
        : low(static_cast<std::uint32_t>(key)),
          high(static_cast<std::uint32_t>(key >> 32)),
          value(kept) {}
    std::uint64_t key() const { return static_cast<std::uint64_t>(high) << 32 | low; }
  };

  // Two thirds: two looks at neighbours find a key, five tell that there is none.
  static bool is_full(std::size_t keys, std::size_t slots) { return keys * 3 > slots * 2; }

  static constexpr std::size_t kLarge = 131072;

  static std::size_t larger(std::size_t slots) {
    return slots < kLarge ? slots * 2 : slots + slots / 4;
  }

  std::size_t home(std::uint64_t key) const { return home_in(slots_.size(), key); }
  std::size_t next(std::size_t at) const { return at + 1 == slots_.size() ? 0 : at + 1; }
  std::size_t distance(std::size_t from, std::size_t to) const {
    return to >= from ? to - from : to + slots_.size() - from;
  }

  void place(const Slot& slot) {
    std::size_t at = home(slot.key());
    while (slots_[at].value != kNone) at = next(at);
    slots_[at] = slot;
  }

  void grow_to(std::size_t count) {
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
      if (home_in(old.size(), old[over_the_end_until].key()) > over_the_end_until)
        over_the_end.push_back(old[over_the_end_until]);
    for (std::size_t at = 0; at < old.size(); ++at) {
      if (at % kStep == 0) old.give_back(0, at);
      const Slot slot = old[at];
      if (slot.value == kNone) continue;
      if (at < over_the_end_until && home_in(old.size(), slot.key()) > at) continue;
      std::size_t to = home_in(count, slot.key());
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
