#include "base/interner.h"

#include <algorithm>
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

std::size_t Interner::find_slot(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].next_id != 0 && slots_[slot].hash() != hash) slot = (slot + 1) & mask;
  return slot;
}

std::uint32_t Interner::look_up(std::string_view text, std::uint64_t hash) {
  Slot& slot = slots_[find_slot(hash)];
  if (slot.next_id != 0) return slot.next_id - 1;
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(keep(text));
  hashes_.push_back(hash);
  slot = Slot(hash, id);
  if (is_full(texts_.size(), slots_.size())) grow(slots_.size() * 2);
  return id;
}

std::uint32_t Interner::find(std::string_view text) const {
  const Slot& slot = slots_[find_slot(keyed_hash(text))];
  return slot.next_id == 0 ? 0 : slot.next_id - 1;
}

const char* Interner::keep(std::string_view text) {
  const auto length = static_cast<Length>(text.size());
  const std::size_t wanted = sizeof length + text.size();
  if (wanted > arena_left_) {
    const std::size_t block = std::max(kArenaBlock, wanted);
    arena_.push_back(std::make_unique_for_overwrite<char[]>(block));
    arena_at_ = arena_.back().get();
    arena_left_ = block;
  }
  char* const kept = arena_at_;
  std::memcpy(kept, &length, sizeof length);
  if (!text.empty()) std::memcpy(kept + sizeof length, text.data(), text.size());
  arena_at_ += wanted;
  arena_left_ -= wanted;
  return kept;
}

void Interner::reserve(std::uint32_t count) {
  texts_.reserve(count);
  hashes_.reserve(count);
  std::size_t wanted = slots_.size();
  while (is_full(count, wanted)) wanted *= 2;
  if (wanted > slots_.size()) grow(wanted);
}

void Interner::grow(std::size_t slots) {
  Table<Slot> bigger;
  bigger.resize(slots);
  const std::size_t mask = bigger.size() - 1;
  for (const Slot& old : slots_) {
    if (old.next_id == 0) continue;
    std::size_t slot = old.hash() & mask;
    while (bigger[slot].next_id != 0) slot = (slot + 1) & mask;
    bigger[slot] = old;
  }
  slots_ = std::move(bigger);
}

}  // namespace queuehound
