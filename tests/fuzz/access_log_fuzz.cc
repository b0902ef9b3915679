#include "formats/access_log.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/ip_address.h"
#include "formats/access_plain.h"
#include "inside.h"

namespace queuehound {
namespace {

// A path that was looked up once resolves to itself and leads nowhere else.
void check_path(std::string_view target) {
  const std::string path = request_path(target);
  require(!path.contains('\0'));
  if (const auto plain = plain_request_path(target)) require(*plain == path);
  if (path.empty()) return;
  require(path.starts_with('/') && !path.contains("//") && !path.contains("/../") &&
          !path.contains("/./") && !path.ends_with("/..") && !path.ends_with("/."));
  require(path.size() <= target.size() + 1);
}

// What Apache writes for bytes a client sent, and that it is read back whole.
void check_escaping(std::string_view sent) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string field;
  for (const char c : sent.substr(0, 200)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (field += '\\') += c;
    else if (byte < 32 || byte > 126)
      ((field += "\\x") += kHex[byte / 16]) += kHex[byte % 16];
    else
      field += c;
  }
  require(unescape_access_field(field) == sent.substr(0, 200));
  const std::string line = "203.0.113.5 - " + (field.empty() ? "-" : field) +
                           " [23/Nov/2026:13:40:28 +0000] \"" + field + "\" 200 5 \"" + field +
                           "\" \"" + field + "\"";
  const auto request = parse_access_line(line);
  require(request && request->client == "203.0.113.5" && request->request == field);
  require(request->status == 200 && request->bytes == 5 && request->forwarded_for.empty());
}

// Behind a stamp in front, wherever a format has what a client sent: whom the server saw, or
// nobody.
void check_stamp_in_front(std::string_view sent) {
  std::string field;
  for (const char c : sent.substr(0, 200))
    if (c == '"' || c == '\\')
      (field += '\\') += c;
    else
      field += c < ' ' ? '?' : c;
  const std::string stamp = "[23/Nov/2026:13:40:28 +0000] ";
  for (const std::string& columns :
       {field + " 203.0.113.5", "203.0.113.5 " + field, field + ", 203.0.113.5 203.0.113.5",
        "203.0.113.5 - " + field, "shop.example 203.0.113.5 " + field}) {
    const std::string line = stamp + columns + " \"" + field + "\" 200 5 \"" + field + "\"";
    const auto request = parse_access_line(line);
    require(!request || request->client == "203.0.113.5" ||
            !parse_ip_address(request->client.substr(0, request->client.find(','))));
  }
}

// What nginx writes with escape=json, and that no byte a client sent can speak for the server.
void check_json_escaping(std::string_view sent) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string field;
  for (const char c : sent.substr(0, 200)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (field += '\\') += c;
    else if (byte < 32)
      ((field += "\\u00") += kHex[byte / 16]) += kHex[byte % 16];
    else
      field += c;
  }
  require(unescape_access_field(field) == sent.substr(0, 200));
  const std::string line =
      R"({"agent":")" + field + R"(","remote_addr":"203.0.113.5","headers":{")" + field +
      R"(":[")" + field + R"("]},"msec":1795428517.702,"status":200,"request":")" + field + R"("})";
  const auto request = parse_access_line(line);
  const bool has_request = !field.empty() && field != "-";
  require(request.has_value() == has_request || field.starts_with('/'));
  if (request) require(request->client == "203.0.113.5" && request->status == 200);
}

auto all_of(const AccessRequest& request) {
  return std::tie(request.vhost, request.is_vhost_unsure, request.client, request.forwarded_for,
                  request.remote_user, request.at, request.request, request.method, request.target,
                  request.protocol, request.status, request.bytes, request.referer,
                  request.user_agent);
}

// A plain line is what the whole parser takes it for, whatever lines came before it.
void check_plain(std::string_view text) {
  PlainAccessReader reader;
  AccessRequest plain;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!reader.read(line, plain)) continue;
    const auto whole = parse_access_line(line);
    require(whole && all_of(*whole) == all_of(plain));
    require(plain.client.data() == whole->client.data() &&
            plain.target.data() == whole->target.data());
  }
}

// The path that a byte after the other tells.
void check_plain_path(std::string_view target) {
  std::size_t length = 0;
  bool is_plain = target.starts_with('/');
  for (char before = 0; is_plain && length < target.size(); before = target[length++]) {
    const char c = target[length];
    if (c == '?' || c == '#') break;
    is_plain = c != '%' && c != '\\' && c != '\0' && !(before == '/' && (c == '/' || c == '.'));
  }
  const auto plain = plain_request_path(target);
  require(plain.has_value() == is_plain && (!plain || *plain == target.substr(0, length)));
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto request = parse_access_line(text)) {
    for (const auto part :
         {request->vhost, request->client, request->forwarded_for, request->remote_user,
          request->request, request->method, request->target, request->protocol, request->referer,
          request->user_agent, request->termination}) {
      require_inside(text, part);
    }
    require(request->status >= 0 && request->status <= 999 && request->bytes >= -1);
    check_path(request->target);
  }
  check_path(text);
  check_plain_path(text);
  check_plain(text);
  check_escaping(text);
  check_stamp_in_front(text);
  check_json_escaping(text);
  return 0;
}
