#include "survey/web_clients.h"

#include "formats/access_words.h"

namespace queuehound {
namespace {

// Apache's "%h:%{remote}p" puts no brackets around IPv6: of what is no address with its port, and
// is one without, nothing else can be meant. A port of four digits reads as another address of the
// same /64.
std::optional<IpAddress> client_address(std::string_view text) {
  if (const auto address = parse_ip_address(text)) return address;
  if (const auto address = parse_ip_address(without_port(text))) return address;
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || !parse_number<std::uint16_t>(text.substr(colon + 1))) return {};
  return parse_ip_address(text.substr(0, colon));
}

}  // namespace

bool is_ours(const Server& server, const IpAddress& address) {
  return is_private(address) || server.is_own_address(address) ||
         std::ranges::any_of(server.proxies,
                             [&](const IpNetwork& network) { return network.contains(address); });
}

std::optional<IpAddress> believed_client(const Server& server, std::string_view client,
                                         std::string_view forwarded_for) {
  if (client == "unix:") client = "127.0.0.1";  // nginx's word for a socket: a proxy of this host
  // "a, b, c": the web server's own list, nearest last; it was configured to write it.
  std::string_view nearest = client;
  if (const std::size_t comma = client.rfind(','); comma != std::string_view::npos)
    nearest = trim(client.substr(comma + 1));
  const auto connecting = client_address(nearest);
  if (!connecting) return {};
  if (!is_ours(server, *connecting)) return connecting;
  std::string_view rest =
      forwarded_for.empty() && nearest.data() != client.data()
          ? client.substr(0, static_cast<std::size_t>(nearest.data() - client.data()))
          : forwarded_for;
  while (!rest.empty()) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view last =
        trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
    if (last.empty()) continue;
    const auto address = parse_ip_address(last);
    if (!address) break;
    if (!is_ours(server, *address)) return address;
  }
  return connecting;
}

}  // namespace queuehound
