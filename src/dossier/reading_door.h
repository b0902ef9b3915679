// Doors by which mail is read.
#pragma once

#include <cstdint>

#include "evidence/facts.h"

namespace queuehound {

constexpr bool is_reading(Login::Door door) {
  return door == Login::Door::imap || door == Login::Door::pop3 || door == Login::Door::webmail;
}

// Who sends more than so many messages is not known by what he reads.
inline constexpr std::uint32_t kMostOfAReader = 20;

}  // namespace queuehound
