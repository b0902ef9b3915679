#pragma once

#include <cstdint>
#include <string>

#include "world.h"

namespace bench {

struct SpoolTruth {
  std::uint64_t messages = 0, frozen = 0, bounces = 0, recipients = 0, bytes = 0;
  std::uint64_t victim_messages = 0, script_messages = 0;
};

struct SpoolShape {
  std::uint64_t messages = 0;
  bool is_split = false;
  std::string certificate;  // PEM; where it is given, mail that came over TLS carries -tls_ourcert
};

// A queue as Exim 4.96 leaves it, in directory/input: 78 % of one mailbox, 14 % of one script.
SpoolTruth write_spool(const World& world, const std::string& directory, const SpoolShape& shape);

}  // namespace bench
