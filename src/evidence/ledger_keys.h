// The keys of the ledger's tables: mixed of ids that this process gave out, which are well spread
// and nobody's text. Internal to the ledger's own source files; named so that a row can be asked
// for ahead of its turn. And the small steps that all of those files take.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "base/hash.h"
#include "evidence/ledger_rows.h"

namespace queuehound {

inline std::uint64_t actor_key(SubmissionClass submission, std::uint32_t name,
                               std::uint32_t place) {
  return mix((static_cast<std::uint64_t>(name) << 32) | place,
             static_cast<std::uint64_t>(submission) + 1);
}

inline std::uint64_t address_use_key(ActorId actor, std::uint32_t address) {
  return mix((static_cast<std::uint64_t>(actor) << 32) | address, 55);
}

inline std::uint64_t login_key(const LoginKey& key) {
  return mix((static_cast<std::uint64_t>(key.user) << 32) | key.address,
             static_cast<std::uint64_t>(key.door) + 11);
}

inline std::uint64_t deliveries_key(std::uint32_t domain) { return mix(domain, 33); }

inline std::uint64_t refusal_key(std::uint32_t address) { return mix(address, 77); }

inline std::int32_t hour_of(Time at) {
  return static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count());
}

template <class Kept>  // Time or ShortTime
void stretch(Kept& first, Kept& last, std::type_identity_t<Kept> at) {
  if (first == Kept{} || at < first) first = at;
  if (at > last) last = at;
}

inline constexpr std::uint32_t kIndexedRecipients = 32;  // from here on a chain is searched by hash

// How many rows ahead a table is asked for its line of the cache where rows come by the thousand.
inline constexpr std::size_t kRowsAhead = 8;

}  // namespace queuehound
