// 64-bit keys to 32-bit values in one array: open addressing, linear probing, backward-shift erase.
// The key is its own hash: give it keyed_hash or mix output, or something else that is well spread.
// Value kNone means absent. Used where a node-based map would cost an allocation a log line.
#pragma once

#include <cstdint>
#include <utility>

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
    if (is_full(++size_, slots_.size())) grow_to(slots_.size() * 2);
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
      const std::size_t distance_to_probe = (probe - home(slots_[probe].key())) & mask();
      const std::size_t distance_to_hole = (probe - hole) & mask();
      if (distance_to_probe >= distance_to_hole) {
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

  bool has_room(std::size_t count) const { return !is_full(count + 1, slots_.size()); }
  // Room for `count` keys: none of the growing that their number would cost.
  void reserve(std::size_t count) {
    std::size_t wanted = slots_.size();
    while (is_full(count + 1, wanted)) wanted *= 2;
    if (wanted > slots_.size()) grow_to(wanted);
  }

  void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[home(key)]); }
  std::size_t size() const { return size_; }

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

  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t home(std::uint64_t key) const { return (key ^ (key >> 32)) & mask(); }
  std::size_t next(std::size_t at) const { return (at + 1) & mask(); }

  void grow_to(std::size_t count) {
    Table<Slot> old;
    old.resize(count);
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.value == kNone) continue;
      std::size_t at = home(slot.key());
      while (slots_[at].value != kNone) at = next(at);
      slots_[at] = slot;
    }
  }

  Table<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace queuehound
