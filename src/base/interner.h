// Strings as 32-bit ids: each distinct string is kept once, in an arena, and everything else holds
// its id. Id 0 is the empty string. Allocation is the cost of a survey, not the hash table.
//
// A string is known by its keyed 64-bit hash, not by its bytes: to look at them again would be two
// more misses of the cache a line. Nobody can aim at a hash whose key is random, and by accident
// two of a hundred million strings are alike once in three thousand runs.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/table.h"

namespace queuehound {

class Interner {
 public:
  Interner();

  std::uint32_t intern(std::string_view text) {
    return text.empty() ? 0 : intern(text, keyed_hash(text));
  }
  // For one who has the hash: it is keyed_hash(text) of this run.
  std::uint32_t intern(std::string_view text, std::uint64_t hash) {
    const Slot& home = slots_[hash & (slots_.size() - 1)];
    return home.is(hash) ? home.next_id - 1 : look_up(text, hash);
  }
  void reserve(std::uint32_t count);  // of strings in all
  // The id of `text`, or 0 where it was never interned.
  std::uint32_t find(std::string_view text) const;
  std::string_view text(std::uint32_t id) const {  // lives as long as this
    Length length;
    std::memcpy(&length, texts_[id], sizeof length);
    return {texts_[id] + sizeof length, length};
  }
  std::uint64_t hash(std::uint32_t id) const { return hashes_[id]; }
  void prefetch(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  using Length = std::uint32_t;  // stands before the text in the arena

  struct Slot {  // the hash in halves, without padding: see FlatMap
    std::uint32_t low = 0, high = 0;
    std::uint32_t next_id = 0;  // id + 1, 0 = free

    Slot() = default;
    Slot(std::uint64_t hash, std::uint32_t id)
        : low(static_cast<std::uint32_t>(hash)),
          high(static_cast<std::uint32_t>(hash >> 32)),
          next_id(id + 1) {}
    std::uint64_t hash() const { return static_cast<std::uint64_t>(high) << 32 | low; }
    bool is(std::uint64_t wanted) const { return hash() == wanted && next_id != 0; }
  };
  static bool is_full(std::size_t texts, std::size_t slots) { return texts * 3 > slots * 2; }
  std::uint32_t look_up(std::string_view text, std::uint64_t hash);
  std::size_t find_slot(std::uint64_t hash) const;
  const char* keep(std::string_view text);
  void grow(std::size_t slots);

  Table<const char*> texts_;     // each a Length and its bytes
  Table<std::uint64_t> hashes_;  // by id: joining two tables hashes nothing again
  Table<Slot> slots_;            // a power of two of them
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  char* arena_at_ = nullptr;
};

}  // namespace queuehound
