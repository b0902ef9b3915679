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

#include "base/flat_map.h"
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
    const std::uint32_t id = ids_.insert(hash, size());
    return id == size() ? keep(text, hash) : id;
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
  void prefetch(std::uint64_t hash) const { ids_.prefetch(hash); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  using Length = std::uint32_t;  // stands before the text in the arena

  std::uint32_t keep(std::string_view text, std::uint64_t hash);  // its new id

  Table<const char*> texts_;     // each a Length and its bytes
  Table<std::uint64_t> hashes_;  // by id: joining two tables hashes nothing again
  FlatMap ids_;                  // by hash
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  char* arena_at_ = nullptr;
};

}  // namespace queuehound
