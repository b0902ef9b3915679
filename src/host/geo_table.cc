#include "host/geo_table.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxTable = 64u << 20;
constexpr std::size_t kLongestLine = 256;
constexpr std::size_t kMostDatabases = 8;
// Where geoipupdate and the panels' scripts put them. City files are larger and say the same.
constexpr std::array<std::string_view, 6> kDatabases{
    "/usr/share/GeoIP/*ountry*.mmdb",       "/usr/share/GeoIP/*[aA][sS][nN]*.mmdb",
    "/var/lib/GeoIP/*ountry*.mmdb",         "/var/lib/GeoIP/*[aA][sS][nN]*.mmdb",
    "/usr/local/share/GeoIP/*ountry*.mmdb", "/usr/local/share/GeoIP/*[aA][sS][nN]*.mmdb"};

struct Range {
  IpAddress low, high;
  std::string_view country;
};

// IPv4 stands as one number, IPv6 as an address.
std::optional<IpAddress> bound(std::string_view text) {
  if (text.contains(':')) return parse_ip_address(text);
  const auto number = parse_number<std::uint32_t>(text);
  if (!number) return {};
  IpAddress address;
  address.bytes[10] = address.bytes[11] = 0xff;
  for (std::size_t i = 0; i < 4; ++i)
    address.bytes[12 + i] = static_cast<std::uint8_t>(*number >> (24 - 8 * i));
  return address;
}

std::optional<Range> parse_range(std::string_view line) {
  line = trim(line);
  const auto low = bound(cut(line, ','));
  const auto high = bound(cut(line, ','));
  const bool is_country = line.size() == 2 && std::ranges::all_of(line, [](char c) {
                            return std::isupper(static_cast<unsigned char>(c)) != 0;
                          });
  if (!low || !high || !is_country) return {};
  return Range{*low, *high, line};
}

// The line that `at` lies in.
std::string_view line_around(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  const std::size_t start = before == text.npos ? 0 : before + 1;
  return text.substr(start, text.find('\n', start) - start);
}

}  // namespace

GeoTable read_geo_table(const RootDir& root) {
  GeoTable table{text_of(root, "/usr/share/tor/geoip", kMaxTable),
                 text_of(root, "/usr/share/tor/geoip6", kMaxTable)};
  for (const std::string_view pattern : kDatabases)
    for (const std::string& path : glob(root, pattern, kMostDatabases)) {
      if (table.databases.size() >= kMostDatabases) return table;
      auto bytes = root.read_file(path, kMaxTable);
      if (!bytes) continue;
      if (auto database = Mmdb::parse(*std::move(bytes)))
        table.databases.push_back(*std::move(database));
    }
  return table;
}

MmdbAnswer geo_of(const GeoTable& table, const IpAddress& address) {
  MmdbAnswer answer;
  for (const Mmdb& database : table.databases) {
    MmdbAnswer found = database.find(address);
    if (answer.country.empty()) answer.country = std::move(found.country);
    if (answer.asn.empty()) answer.asn = std::move(found.asn);
  }
  if (answer.country.empty()) answer.country = country_of(table, address);
  return answer;
}

std::string_view country_of(const GeoTable& table, const IpAddress& address) {
  const std::string_view text = address.is_v4() ? table.v4 : table.v6;
  std::size_t from = 0, to = text.size();  // both at line starts, or the end
  while (from < to) {
    const std::string_view line = line_around(text, from + (to - from) / 2);
    const auto start = static_cast<std::size_t>(line.data() - text.data());
    if (line.size() > kLongestLine) return {};
    const std::size_t next = std::min(start + line.size() + 1, text.size());
    const auto range = parse_range(line);
    if (range && address < range->low) {
      to = start;
    } else if (range && address <= range->high) {
      return range->country;
    } else {
      from = next;  // comments stand at the top only
    }
  }
  return {};
}

}  // namespace queuehound
