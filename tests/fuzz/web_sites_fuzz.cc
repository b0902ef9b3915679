// Web server configuration of a copied tree: whatever it holds, the paths found are absolute.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "host/php_pools.h"
#include "host/web_sites.h"

namespace {

void check(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (path.empty() || path.front() != '/' || path.find("/../") != std::string::npos) std::abort();
}

void check(const queuehound::WebConfig& config) {
  check(config.shared_logs);
  check(config.php_mail_logs);
  check(config.proxy_lists);
  for (const queuehound::WebSite& site : config.sites) {
    check(site.access_logs);
    check(site.php_mail_logs);
    if (!site.document_root.empty() && site.document_root.front() != '/') std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  queuehound::WebConfig apache;
  apache.server_root = "/etc/apache2";
  queuehound::parse_apache_config(text, apache);
  check(apache);
  queuehound::WebConfig nginx;
  queuehound::parse_nginx_config(text, nginx);
  check(nginx);
  queuehound::PoolUsers users;
  queuehound::parse_php_pools(text, users);
  for (const auto& [socket, user] : users)
    if (queuehound::php_socket(socket) != socket) std::abort();
  return 0;
}
