#include "formats/access_log.h"
#include "formats/haproxy_log.h"

#include <string>

#include "inside.h"

namespace queuehound {
namespace {

// As HAProxy writes bytes a client sent; a header's three marks too.
std::string escaped(std::string_view sent, std::string_view marks) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string field;
  for (const char c : sent) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 32 || byte > 126 || c == '"' || c == '#' || marks.contains(c))
      ((field += '#') += kHex[byte / 16]) += kHex[byte % 16];
    else
      field += c;
  }
  return field;
}

// Whatever a client sends, the server's own columns are read, and his request is his.
void check_what_a_client_sends(std::string_view sent) {
  const std::string_view first = sent.substr(0, 100);
  const std::string cookie = escaped(first, ""), header = escaped(first, "{|}");
  const std::string request = escaped(first, "");
  require(undo_hash_escapes(request) == first);
  for (const std::string& braces :
       {std::string(), " {" + header + "}", " {shop.example|" + header + "} {" + header + "}"}) {
    const std::string line =
        "203.0.113.5:40123 [23/Nov/2026:13:40:28.655] www~ sites/web1 0/0/1/12/13 200 2750 " +
        cookie + " - CD-- 1/1/0/0/0 0/0" + braces + " \"" + request + "\"";
    const auto found = parse_access_line(line);
    require(found && found->client == "203.0.113.5" && found->status == 200 &&
            found->bytes == 2750);
    require(found->termination == "CD--" && found->request == request &&
            found->is_vhost_unsure == !found->vhost.empty());
    require(found->forwarded_for.empty() && found->remote_user.empty() &&
            found->user_agent.empty());
  }
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto request = parse_haproxy_line(text)) {
    for (const auto part :
         {request->vhost, request->client, request->request, request->termination})
      if (request->client != "unix:" || part != request->client) require_inside(text, part);
    require(request->status >= 0 && request->status <= 999 && request->bytes >= 0);
    require(request->is_wall_clock && request->termination.size() == 4);
  }
  (void)is_haproxy_without_request(text);
  require(undo_hash_escapes(text).size() <= text.size());
  const auto request = parse_access_line(text);
  if (request && request->has_hash_escapes) {
    const std::string path = request_path(*request);
    require(path.empty() ||
            (path.starts_with('/') && !path.contains('\0') && !path.contains("/../")));
  }
  check_what_a_client_sends(text);
  return 0;
}
