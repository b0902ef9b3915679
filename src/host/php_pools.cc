#include "host/php_pools.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostFiles = 20'000, kMostPools = 100'000;
constexpr std::string_view kPlaces[] = {
    "/etc/php/*/fpm/pool.d/*.conf",          "/etc/php-fpm.d/*.conf",
    "/etc/opt/remi/php*/php-fpm.d/*.conf",   "/opt/cpanel/ea-php*/root/etc/php-fpm.d/*.conf",
    "/opt/plesk/php/*/etc/php-fpm.d/*.conf", "/opt/alt/php*/etc/php-fpm.d/*.conf",
    "/usr/local/php*/etc/php-fpm.d/*.conf",
};

// A value of php-fpm.conf: a comment ends it, quotes may enclose it, $pool is the pool's name.
std::string value_of(std::string_view text, std::string_view pool) {
  text = trim(text.substr(0, text.find(';')));
  if (text.size() > 1 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  std::string value(text);
  constexpr std::string_view kPool = "$pool";
  if (const std::size_t at = value.find(kPool); at != value.npos)
    value.replace(at, kPool.size(), pool);
  return value;
}

struct Pool {
  std::string name, user, listen;
};

void keep(const Pool& pool, PoolUsers& users) {
  const std::string socket = php_socket(pool.listen);
  if (socket.empty() || pool.user.empty() || users.size() >= kMostPools) return;
  const auto [known, is_new] = users.try_emplace(socket, pool.user);
  if (!is_new && known->second != pool.user) known->second.clear();
}

}  // namespace

std::string php_socket(std::string_view text) {
  text = text.substr(0, text.find('|'));
  if (text.starts_with("proxy:")) text.remove_prefix(6);
  if (text.starts_with("unix:")) text.remove_prefix(5);
  if (text.starts_with('/')) return tidy_path(text.substr(0, text.find(':')));
  if (text.starts_with("fcgi://")) text.remove_prefix(7);
  text = text.substr(0, text.find('/'));
  // A pool of this server is reached over loopback, by whatever name.
  const std::size_t colon = text.rfind(':');
  const std::string_view host = colon == text.npos ? "" : text.substr(0, colon);
  constexpr std::array<std::string_view, 5> kHere{"", "127.0.0.1", "localhost", "[::1]", "*"};
  if (std::ranges::find(kHere, host) == kHere.end()) return {};
  const auto port = parse_number<std::uint16_t>(colon == text.npos ? text : text.substr(colon + 1));
  return port ? std::to_string(*port) : std::string{};
}

void parse_php_pools(std::string_view text, PoolUsers& users) {
  Pool pool;
  for_each_line(text, [&](std::string_view line) {
    line = trim(line);
    if (line.starts_with('[')) {
      keep(pool, users);
      line.remove_prefix(1);
      pool = {std::string(line.substr(0, line.find(']'))), {}, {}};
      return;
    }
    const std::string_view key = trim(cut(line, '='));
    if (key == "user") pool.user = value_of(line, pool.name);
    if (key == "listen") pool.listen = value_of(line, pool.name);
  });
  keep(pool, users);
}

PoolUsers read_php_pools(const RootDir& root) {
  PoolUsers users;
  for (const std::string_view place : kPlaces)
    for (const std::string& file : glob(root, place, kMostFiles))
      parse_php_pools(text_of(root, file), users);
  return users;
}

}  // namespace queuehound
