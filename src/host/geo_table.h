// Which country an address is registered in and whose network it is, by tor-geoipdb's text files
// and by .mmdb files. It names nobody and raises no suspicion: it is shown beside an address, for
// people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/root_dir.h"
#include "host/mmdb.h"

namespace queuehound {

// The files as they are, sorted lines of "low,high,CC": a question is a search by halves in the
// text, so nothing is built for the few addresses of a scan.
struct GeoTable {
  std::string v4, v6;  // "" where there is none
  std::vector<Mmdb> databases = {};
};

GeoTable read_geo_table(const RootDir& root);

// "DE", or "" where it is not known. Any bytes do: a file that is not sorted gives wrong answers
// only.
std::string_view country_of(const GeoTable& table, const IpAddress& address);

// Country and network; the databases are asked first, the text files for what they do not say.
MmdbAnswer geo_of(const GeoTable& table, const IpAddress& address);

}  // namespace queuehound
