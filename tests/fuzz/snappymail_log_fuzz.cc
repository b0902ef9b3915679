#include "formats/snappymail_log.h"

#include <string>

#include "webmail_event_inside.h"

namespace queuehound {
namespace {

// Whatever name a guesser types, the address that was seen is the one that is read.
void check_no_framing(std::string_view typed) {
  const std::string name = one_line(typed);
  const std::string line =
      "[2026-11-28 09:00:00] Auth failed: ip=203.0.113.5 user=" + name + " host=localhost port=143";
  const auto event = parse_snappymail_line(line);
  require(event && event->client == "203.0.113.5" && event->user == name);
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  check_views(text, parse_snappymail_line(text));
  check_no_framing(text);
  return 0;
}
