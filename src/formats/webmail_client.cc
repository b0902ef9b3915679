#include "formats/webmail_client.h"

#include "base/text.h"

namespace queuehound {

bool is_of_our_own_net(const IpAddress& address) {
  return is_loopback(address) || is_private(address);
}

std::string_view last_public(std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = list.rfind(',');
    const std::string_view item = trim(comma == list.npos ? list : list.substr(comma + 1));
    const auto address = parse_ip_address(item);
    if (!address) return {};
    if (!is_of_our_own_net(*address)) return item;
    list = list.substr(0, comma == list.npos ? 0 : comma);
  }
  return {};
}

void set_webmail_client(std::string_view peer, std::string_view forwarded_for,
                        WebmailEvent& event) {
  event.peer = peer;
  event.client = peer;
  event.forwarded_for = forwarded_for;
  const auto address = parse_ip_address(peer);
  const std::string_view person = last_public(forwarded_for);
  if (address && is_of_our_own_net(*address) && !person.empty()) event.client = person;
}

}  // namespace queuehound
