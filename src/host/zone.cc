// The zone the server's clocks and logs are in. Zone data is the tree's own where it has it, else
// this machine's: it is the same data everywhere, and a copied tree seldom holds it.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "host/find_server.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxZoneFile = 1u << 20;
constexpr std::string_view kZones = "/usr/share/zoneinfo/";

// "Europe/Berlin": part of a path, so nothing that could lead elsewhere.
bool is_zone_name(std::string_view name) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("_+-/").contains(c);
  };
  return !name.empty() && name.size() <= 100 && name.front() != '/' &&
         std::ranges::all_of(name, fits);
}

std::optional<TimeZone> zone_of_file(const RootDir& root, std::string_view path) {
  const std::string bytes = text_of(root, path, kMaxZoneFile);
  if (bytes.empty()) return {};
  auto zone = TimeZone::parse_tzif(bytes);
  if (!zone) return {};
  return *std::move(zone);
}

std::optional<TimeZone> zone_named(const RootDir& root, std::string_view name) {
  if (!is_zone_name(name)) return {};
  const std::string path = std::string(kZones) + std::string(name);
  if (auto zone = zone_of_file(root, path)) return zone;
  if (!root.is_live())
    if (const auto machine = RootDir::open("/"))
      if (auto zone = zone_of_file(*machine, path)) return zone;
  if (name == "UTC" || name == "GMT" || name == "Etc/UTC") return TimeZone::utc();
  return {};
}

// A name, a POSIX string or an offset.
std::optional<TimeZone> zone_written(const RootDir& root, std::string_view text) {
  if (auto zone = zone_named(root, text)) return zone;
  auto zone = TimeZone::parse_posix(text);
  if (!zone) return {};
  return *std::move(zone);
}

// Where /etc/localtime points to, below zoneinfo.
std::string linked_zone_name(const RootDir& root) {
  const auto target = root.read_link("/etc/localtime");
  if (!target) return {};
  const std::size_t at = target->find("zoneinfo/");
  std::string name = at == target->npos ? "" : target->substr(at + 9);
  for (const std::string_view kind : {"posix/", "right/"})
    if (name.starts_with(kind)) name.erase(0, kind.size());
  return is_zone_name(name) ? name : "";
}

// /etc/timezone (Debian), ZONE="..." in /etc/sysconfig/clock (older Red Hats).
std::string written_zone_name(const RootDir& root) {
  std::string name(trim(text_of(root, "/etc/timezone", 4096)));
  if (is_zone_name(name)) return name;
  name.clear();
  for_each_line(text_of(root, "/etc/sysconfig/clock", kSmallFile), [&](std::string_view line) {
    const std::string_view key = trim(cut(line, '='));
    std::string_view value = trim(line);
    if (value.size() > 2 && value.front() == '"') value = value.substr(1, value.size() - 2);
    if (key == "ZONE" && is_zone_name(value)) name = value;
  });
  return name;
}

bool set_zone(Search& search, std::optional<TimeZone> zone, std::string_view name) {
  if (!zone) return false;
  search.server.zone = *std::move(zone);
  search.server.zone_name = name;
  return true;
}

void find_server_zone(Search& search) {
  const RootDir& root = search.root;
  const std::string& wanted = search.config.timezone;
  if (!wanted.empty()) {
    if (set_zone(search, zone_written(root, wanted), wanted)) return;
    search.note("timezone \"" + to_printable(wanted) + "\" of the settings is not known");
  }
  const std::string linked = linked_zone_name(root);
  const std::string written = written_zone_name(root);
  const std::string& name = linked.empty() ? written : linked;
  if (set_zone(search, zone_of_file(root, "/etc/localtime"), name.empty() ? "localtime" : name))
    return;
  if (set_zone(search, zone_named(root, linked), linked)) return;
  if (set_zone(search, zone_named(root, written), written)) return;
  search.note("no time zone found: stamps without a zone are taken as UTC");
}

}  // namespace

std::optional<TimeZone> zone_of_clocks(const RootDir& root, std::string_view wanted) {
  if (!wanted.empty()) return zone_written(root, wanted);
  if (auto zone = zone_of_file(root, "/etc/localtime")) return zone;
  if (auto zone = zone_named(root, linked_zone_name(root))) return zone;
  if (auto zone = zone_named(root, written_zone_name(root))) return zone;
  return TimeZone::utc();
}

void find_zone(Search& search) {
  find_server_zone(search);
  const std::string_view exim = search.exim.option("timezone");
  if (search.config.timezone.empty() && !exim.empty())
    search.server.exim_zone = zone_written(search.root, exim);
}

}  // namespace queuehound
