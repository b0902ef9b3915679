#include "formats/sogo_log.h"

#include <string>

#include "webmail_event_inside.h"

namespace queuehound {
namespace {

// Whatever a guesser types, or a client sends in a header, names no other address.
void check_no_framing(std::string_view typed) {
  const std::string name = one_line(typed);
  const std::string frame = "Nov 28 10:00:00 sogod [7]: ";
  const std::string failed = frame + "SOGoRootPage Login from '" + name +
                             ", 203.0.113.5' for user '" + name + "' might not have worked";
  const auto failure = parse_sogo_line(failed);
  require(failure && (failure->client.empty() || failure->client == "203.0.113.5"));
  const std::string asked =
      frame + name + ", 203.0.113.5 \"GET / HTTP/1.1\" 200 1/0 0.1 - - 1K - 1";
  const auto request = parse_sogo_line(asked);
  require(!request || request->kind == WebmailEvent::Kind::failure ||
          request->kind == WebmailEvent::Kind::login || request->client == "203.0.113.5");
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  check_views(text, parse_sogo_line(text));
  check_no_framing(text);
  return 0;
}
