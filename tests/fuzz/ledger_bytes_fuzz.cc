// Any bytes as a kept ledger. What must hold: they are refused, or they are a ledger that is
// written down the same way again and that another one can absorb.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "evidence/ledger_bytes.h"
#include "inside.h"

namespace {

std::string encoded(const queuehound::Ledger& ledger) {
  queuehound::Table<char> bytes;
  queuehound::LedgerBytes::encode(ledger, bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const Time from{seconds(1'795'000'000)}, to = from + seconds(86400);
  const std::string_view bytes = text_of(data, size);
  Ledger read(from, to);
  if (!LedgerBytes::decode(bytes, 0, read)) return 0;
  const std::string again = encoded(read);
  Ledger twice(from, to);
  require(LedgerBytes::decode(again, 0, twice));
  require(encoded(twice) == again);
  (void)LedgerBytes::place_of(read);
  Ledger all(from, to);
  all.absorb(std::move(read));
  all.absorb(std::move(twice));
  all.settle(true);
  return 0;
}
