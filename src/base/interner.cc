#include "base/interner.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kArenaBlock = 256u << 10;

}  // namespace

Interner::Interner() : slots_(1024) { intern({}); }

std::uint32_t Interner::intern(std::string_view text) {
  const std::uint64_t hash = keyed_hash(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const std::uint32_t id = slots_[slot] - 1;
    if (hashes_[id] == hash && texts_[id] == text) return id;
    slot = (slot + 1) & mask;
  }
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(keep(text));
  hashes_.push_back(hash);
  slots_[slot] = id + 1;
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

std::uint32_t Interner::find(std::string_view text) const {
  const std::uint64_t hash = keyed_hash(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t id = slots_[slot] - 1;
    if (hashes_[id] == hash && texts_[id] == text) return id;
  }
  return 0;
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

void Interner::grow() {
  std::vector<std::uint32_t> bigger(slots_.size() * 2);
  const std::size_t mask = bigger.size() - 1;
  for (std::uint32_t id = 0; id < texts_.size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (bigger[slot] != 0) slot = (slot + 1) & mask;
    bigger[slot] = id + 1;
  }
  slots_ = std::move(bigger);
}

}  // namespace queuehound
