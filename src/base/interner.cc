#include "base/interner.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kArenaBlock = 256u << 10;

}  // namespace

Interner::Interner() { intern({}, keyed_hash({})); }

std::uint32_t Interner::find(std::string_view text) const {
  const std::uint32_t id = ids_.find(keyed_hash(text));
  return id == FlatMap::kNone ? 0 : id;
}

std::uint32_t Interner::keep(std::string_view text, std::uint64_t hash) {
  const auto length = static_cast<Length>(text.size());
  const std::size_t wanted = sizeof length + text.size();
  if (wanted > arena_left_) {
    const std::size_t block = std::max(kArenaBlock, wanted);
    arena_.push_back(std::make_unique_for_overwrite<char[]>(block));
    arena_at_ = arena_.back().get();
    arena_left_ = block;
  }
  std::memcpy(arena_at_, &length, sizeof length);
  if (!text.empty()) std::memcpy(arena_at_ + sizeof length, text.data(), text.size());
  const std::uint32_t id = size();
  texts_.push_back(arena_at_);
  hashes_.push_back(hash);
  arena_at_ += wanted;
  arena_left_ -= wanted;
  return id;
}

void Interner::reserve(std::uint32_t count) {
  texts_.reserve(count);
  hashes_.reserve(count);
  ids_.reserve(count);
}

}  // namespace queuehound
