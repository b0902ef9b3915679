// Strings as 32-bit ids: each distinct string is kept once, in an arena, and everything else holds
// its id. Id 0 is the empty string. Allocation is the cost of a survey, not the hash table.
//
// A string is known by its length and its keyed 64-bit hash, not by its bytes: to look at them
// again would be two more misses of the cache a line. Nobody can aim at a hash whose key is random,
// and by accident two of a hundred million strings are alike once in three thousand runs.
#pragma once

#include <cstdint>
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
    const bool is_here = home.hash == hash && home.length == text.size() && home.next_id != 0;
    return is_here ? home.next_id - 1 : look_up(text, hash);
  }
  void reserve(std::uint32_t count);  // of strings in all
  // The id of `text`, or 0 where it was never interned.
  std::uint32_t find(std::string_view text) const;
  std::string_view text(std::uint32_t id) const { return texts_[id]; }  // lives as long as this
  std::uint64_t hash(std::uint32_t id) const { return hashes_[id]; }
  void prefetch(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t length = 0;
    std::uint32_t next_id = 0;  // id + 1, 0 = free
  };
  std::uint32_t look_up(std::string_view text, std::uint64_t hash);
  std::size_t find_slot(std::size_t length, std::uint64_t hash) const;
  std::string_view keep(std::string_view text);
  void grow(std::size_t slots);

  Table<std::string_view> texts_;
  Table<std::uint64_t> hashes_;  // by id: joining two tables hashes nothing again
  Table<Slot> slots_;            // a power of two of them
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  char* arena_at_ = nullptr;
};

}  // namespace queuehound
