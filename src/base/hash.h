// Keyed 64-bit hashing: addresses, subjects and ids are attackers' text, and an unkeyed hash would
// let them fill one bucket of our tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace queuehound {

// The same for one run of the program, another in the next.
std::uint64_t keyed_hash(std::string_view bytes);
// Takes `key` for this run, where what was hashed before is kept on disk. False where something was
// hashed already: then the run has a key of its own.
bool choose_hash_key(std::uint64_t key);
// What the others are keyed with, for keys that are put together with mix().
std::uint64_t hash_key();
// As keyed_hash, with ASCII letters taken as lower case: one recipient, however it was typed.
std::uint64_t keyed_hash_folded(std::string_view bytes);
// Never keyed: for ids that must be the same in every run (incident ids).
std::uint64_t stable_hash(std::string_view bytes);
// Six digits and lower case letters of it: short enough to type, the same in every run.
std::string stable_name(std::string_view bytes);

__extension__ using Uint128 = unsigned __int128;

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<Uint128>(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace queuehound
