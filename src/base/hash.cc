#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <optional>
#include <random>

#include "base/text.h"

namespace queuehound {
namespace {

std::uint64_t random_key() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

// The first who asks decides: with a key in hand, or without one.
std::uint64_t run_key(std::optional<std::uint64_t> chosen = {}) {
  static const std::uint64_t key = chosen ? *chosen : random_key();
  return key;
}

}  // namespace

bool choose_hash_key(std::uint64_t key) { return run_key(key) == key; }

std::uint64_t hash_key() { return run_key(); }

std::uint64_t keyed_hash(std::string_view bytes) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), run_key());
}

std::uint64_t keyed_hash_folded(std::string_view bytes) {
  std::array<char, 320>
      folded;  // an address has at most 320 bytes; longer text is hashed in pieces
  std::uint64_t hash = run_key();
  do {
    const std::size_t count = bytes.size() < folded.size() ? bytes.size() : folded.size();
    copy_lower(bytes.data(), count, folded.data());
    hash = XXH3_64bits_withSeed(folded.data(), count, hash);
    bytes.remove_prefix(count);
  } while (!bytes.empty());
  return hash;
}

std::uint64_t stable_hash(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string stable_name(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::uint64_t hash = stable_hash(bytes);
  std::string name;
  for (int i = 0; i < 6; ++i, hash /= kDigits.size()) name += kDigits[hash % kDigits.size()];
  return name;
}

}  // namespace queuehound
