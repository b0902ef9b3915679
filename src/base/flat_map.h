// 64-bit keys to 32-bit values: open addressing, linear probing, backward-shift erase.
// The key is its own hash: give it keyed_hash or mix output, or something else that is well spread.
// Value kNone means absent. Used where a node-based map would cost an allocation a log line.
#pragma once

#include <cstdint>

#include "base/open_slots.h"

namespace queuehound {

class FlatMap {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  std::uint32_t find(std::uint64_t key) const {
    for (std::size_t at = slots_.home(fold_key(key));; at = slots_.next(at)) {
      if (slots_.is_empty(at)) return kNone;
      if (slots_[at].key() == key) return slots_[at].value;
    }
  }

  // The value kept for `key`, which is `value` where there was none.
  std::uint32_t insert(std::uint64_t key, std::uint32_t value) {
    std::size_t at = slots_.home(fold_key(key));
    for (; !slots_.is_empty(at); at = slots_.next(at))
      if (slots_[at].key() == key) return slots_[at].value;
    slots_.fill(at, Slot(key, value));
    return value;
  }

  void erase(std::uint64_t key) {
    std::size_t at = slots_.home(fold_key(key));
    for (; slots_[at].key() != key || slots_.is_empty(at); at = slots_.next(at))
      if (slots_.is_empty(at)) return;
    slots_.clear(at);
  }

  // Keys come in the order of their homes, in a table of any size.
  template <class Use>
  void for_each(Use&& use) const {
    slots_.for_each([&](const auto& slot) { use(slot.key(), slot.value); });
  }

  void reserve(std::size_t count) { slots_.reserve(count); }
  void prefetch(std::uint64_t key) const { slots_.prefetch(fold_key(key)); }
  std::size_t size() const { return slots_.size(); }

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
    std::uint32_t fold() const { return low ^ high; }
  };

  OpenSlots<Slot> slots_;
};

}  // namespace queuehound
