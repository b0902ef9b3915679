#include "host/mmdb.h"

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const auto file = Mmdb::parse(std::string(text_of(data, size)));
  if (!file) return 0;
  for (const std::string_view address :
       {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1"}) {
    const MmdbAnswer answer = file->find(*parse_ip_address(address));
    require(answer.country.empty() || answer.country.size() == 2);
    require(answer.asn.empty() || answer.asn.starts_with("AS"));
  }
  return 0;
}
