#include "host/geo_table.h"

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string text(text_of(data, size));
  const GeoTable table{text, text};
  for (const std::string_view address :
       {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1"}) {
    const std::string_view country = country_of(table, *parse_ip_address(address));
    require(country.empty() || country.size() == 2);
  }
  return 0;
}
