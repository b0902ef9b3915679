#include "base/interner.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kArenaBlock = 256u << 10;

}  // namespace

Interner::Interner() {
  slots_.resize(1024);
  intern({}, keyed_hash({}));
}

std::size_t Interner::find_slot(std::size_t length, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].next_id != 0) {
    if (slots_[slot].hash == hash && slots_[slot].length == length) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::uint32_t Interner::look_up(std::string_view text, std::uint64_t hash) {
  Slot& slot = slots_[find_slot(text.size(), hash)];
  if (slot.next_id != 0) return slot.next_id - 1;
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(keep(text));
  hashes_.push_back(hash);
  slot = {hash, static_cast<std::uint32_t>(text.size()), id + 1};
  if (texts_.size() * 2 > slots_.size()) grow(slots_.size() * 2);
  return id;
}

std::uint32_t Interner::find(std::string_view text) const {
  const Slot& slot = slots_[find_slot(text.size(), keyed_hash(text))];
  return slot.next_id == 0 ? 0 : slot.next_id - 1;
}

std::string_view Interner::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > arena_left_) {
    const std::size_t block = std::max(kArenaBlock, text.size());
    arena_.push_back(std::make_unique_for_overwrite<char[]>(block));
    arena_at_ = arena_.back().get();
    arena_left_ = block;
  }
  std::memcpy(arena_at_, text.data(), text.size());
  const std::string_view kept(arena_at_, text.size());
  arena_at_ += text.size();
  arena_left_ -= text.size();
  return kept;
}

void Interner::reserve(std::uint32_t count) {
  texts_.reserve(count);
  hashes_.reserve(count);
  const std::size_t wanted = std::bit_ceil(static_cast<std::size_t>(count) * 2 + 1);
  if (wanted > slots_.size()) grow(wanted);
}

void Interner::grow(std::size_t slots) {
  Table<Slot> bigger;
  bigger.resize(slots);
  const std::size_t mask = bigger.size() - 1;
  for (const Slot& old : slots_) {
    if (old.next_id == 0) continue;
    std::size_t slot = old.hash & mask;
    while (bigger[slot].next_id != 0) slot = (slot + 1) & mask;
    bigger[slot] = old;
  }
  slots_ = std::move(bigger);
}

}  // namespace queuehound
