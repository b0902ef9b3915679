// Reads one of MaxMind's database files (GeoLite2, DB-IP, IPinfo): country and network number of an
// address. Any bytes do: whatever a damaged file says, reading it ends and stays inside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ip_address.h"

namespace queuehound {

struct MmdbAnswer {
  std::string country;  // "DE", "" where the file does not say
  std::string asn;      // "AS64500", ""
};

class Mmdb {
 public:
  // Nothing where the bytes are no such file.
  static std::optional<Mmdb> parse(std::string bytes);

  MmdbAnswer find(const IpAddress& address) const;

 private:
  explicit Mmdb(std::string bytes) : bytes_(std::move(bytes)) {}
  bool read_metadata();
  std::uint64_t record(std::uint64_t node, bool right) const;
  std::optional<std::uint64_t> walk(const IpAddress& address) const;  // to an offset of the data

  std::string bytes_;
  std::uint64_t nodes_ = 0, record_bits_ = 0, ip_version_ = 0;
  std::string_view data() const;  // the section that pointers are into
};

}  // namespace queuehound
