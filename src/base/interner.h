// Strings as 32-bit ids: each distinct string is kept once, in an arena, and everything else holds
// its id. Id 0 is the empty string. Allocation is the cost of a survey, not the hash table.
//
// A string is known by its keyed 64-bit hash, not by its bytes: to look at them again would be two
// more misses of the cache a line. Nobody can aim at a hash whose key is random, and by accident
// two of a hundred million strings are alike once in three thousand runs. Hashes stand in the table
// that finds ids and nowhere else; who only looks strings up later does without them (close).
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
    return id == size() ? keep(text) : id;
  }
  void reserve(std::uint32_t count);  // of strings in all
  // Nothing is interned any more: finding takes a sixth of the memory, and looks at the bytes.
  void close();
  // The id of `text`, or 0 where it was never interned.
  std::uint32_t find(std::string_view text) const;
  std::string_view text(std::uint32_t id) const {  // lives as long as this
    const char* const at =
        arena_[places_[id] >> kGrainBits].get() + (places_[id] & ((1u << kGrainBits) - 1)) * kGrain;
    const auto length = static_cast<unsigned char>(*at);
    if (length < kLong) return {at + 1, length};
    std::uint32_t long_length;
    std::memcpy(&long_length, at + 1, sizeof long_length);
    return {at + 1 + sizeof long_length, long_length};
  }
  // By id, before close(): joining two tables hashes nothing again.
  std::vector<std::uint64_t> hashes() const;
  void prefetch(std::uint64_t hash) const { ids_.prefetch(hash); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(places_.size()); }

 private:
  // A place is a block of the arena and, in grains, where the string stands in it: its length in
  // one byte, or kLong and the length in four, and then its bytes. Eight gigabytes in all.
  static constexpr std::uint32_t kGrainBits = 17, kGrain = 2;
  static constexpr unsigned kLong = 255;

  std::uint32_t keep(std::string_view text);  // its new id
  char* room_for(std::size_t bytes);
  std::size_t home_in_closed(std::uint64_t hash) const;
  std::size_t next_in_closed(std::size_t at) const { return at + 1 == closed_.size() ? 0 : at + 1; }

  Table<std::uint32_t> places_;  // by id
  FlatMap ids_;                  // by hash; none after close()
  Table<std::uint32_t> closed_;  // ids in order of their hashes' homes; none before close()
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  char* arena_at_ = nullptr;
};

}  // namespace queuehound
