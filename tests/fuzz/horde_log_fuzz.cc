#include "formats/horde_log.h"

#include <string>

#include "webmail_event_inside.h"

namespace queuehound {
namespace {

// Whatever a guesser types, or a sender writes into his list, names no other address.
void check_no_framing(std::string_view typed) {
  const std::string name = one_line(typed);
  const std::string frame = "2026-11-28T10:00:00+01:00 INFO: HORDE [imp] ";
  const std::string tail = " [pid 7 on line 1 of \"/a.php\"]";
  const std::string failed = frame + "FAILED LOGIN for " + name +
                             " (203.0.113.5) (forwarded for [" + name + "]) to {h}" + tail;
  const auto failure = parse_horde_line(failed);
  require(failure && (failure->client.empty() || failure->client == "203.0.113.5"));
  const std::string sent = frame + "Message sent to " + name + " from kim (203.0.113.5)" + tail;
  const auto send = parse_horde_line(sent);
  require(send && send->user == "kim" && send->client == "203.0.113.5");
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  check_views(text, parse_horde_line(text));
  check_no_framing(text);
  return 0;
}
