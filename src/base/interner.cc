#include "base/interner.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kArenaBlock = 256u << 10;

}  // namespace

Interner::Interner() { intern({}, keyed_hash({})); }

std::uint32_t Interner::find(std::string_view text) const {
  const std::uint64_t hash = keyed_hash(text);
  if (closed_.empty()) {
    const std::uint32_t id = ids_.find(hash);
    return id == FlatMap::kNone ? 0 : id;
  }
  for (std::size_t at = home_in_closed(hash); closed_[at] != FlatMap::kNone;
       at = next_in_closed(at))
    if (this->text(closed_[at]) == text) return closed_[at];
  return 0;
}

std::size_t Interner::home_in_closed(std::uint64_t hash) const {
  return (fold_key(hash) * std::uint64_t{closed_.size()}) >> 32;
}

void Interner::close() {
  closed_.resize(std::size_t{size()} + size() / 3 + 1);
  std::ranges::fill(closed_, FlatMap::kNone);
  ids_.for_each([&](std::uint64_t hash, std::uint32_t id) {
    std::size_t at = home_in_closed(hash);
    while (closed_[at] != FlatMap::kNone) at = next_in_closed(at);
    closed_[at] = id;
  });
  ids_ = FlatMap();
}

std::vector<std::uint64_t> Interner::hashes() const {
  std::vector<std::uint64_t> hashes(size());
  ids_.for_each([&](std::uint64_t hash, std::uint32_t id) { hashes[id] = hash; });
  return hashes;
}

char* Interner::room_for(std::size_t bytes) {
  bytes = (bytes + kGrain - 1) / kGrain * kGrain;
  if (bytes > arena_left_) {
    if (arena_.size() >> (32 - kGrainBits) != 0) no_memory_left();
    const std::size_t block = std::max(kArenaBlock, bytes);
    arena_.push_back(std::make_unique_for_overwrite<char[]>(block));
    arena_at_ = arena_.back().get();
    arena_left_ = block;
  }
  arena_left_ -= bytes;
  return std::exchange(arena_at_, arena_at_ + bytes);
}

std::uint32_t Interner::keep(std::string_view text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  const bool is_long = length >= kLong;
  char* at = room_for(1 + (is_long ? sizeof length : 0) + text.size());
  const auto grain = static_cast<std::uint32_t>(at - arena_.back().get()) / kGrain;
  const std::uint32_t id = size();
  places_.push_back(static_cast<std::uint32_t>(arena_.size() - 1) << kGrainBits | grain);
  *at++ = static_cast<char>(is_long ? kLong : length);
  if (is_long) at = static_cast<char*>(std::memcpy(at, &length, sizeof length)) + sizeof length;
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  return id;
}

void Interner::reserve(std::uint32_t count) {
  places_.reserve(count);
  ids_.reserve(count);
}

}  // namespace queuehound
