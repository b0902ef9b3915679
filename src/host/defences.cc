#include "host/defences.h"

#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

struct Mark {
  DefenceKind kind;
  std::string_view name, pattern;
};
constexpr std::array kMarks{
    Mark{DefenceKind::firewall, "csf", "/etc/csf/csf.conf"},
    Mark{DefenceKind::firewall, "apf", "/etc/apf/conf.apf"},
    Mark{DefenceKind::firewall, "apf", "/etc/apf-firewall/conf.apf"},
    Mark{DefenceKind::firewall, "firewalld", "/etc/firewalld/firewalld.conf"},
    Mark{DefenceKind::firewall, "ufw", "/etc/ufw/ufw.conf"},
    Mark{DefenceKind::firewall, "nftables", "/etc/nftables.conf"},
    Mark{DefenceKind::firewall, "nftables", "/etc/sysconfig/nftables.conf"},
    Mark{DefenceKind::firewall, "iptables", "/etc/iptables/rules.v4"},
    Mark{DefenceKind::firewall, "iptables", "/etc/sysconfig/iptables"},
    Mark{DefenceKind::firewall, "iptables", "/etc/iptables.rules"},
    Mark{DefenceKind::firewall, "fail2ban", "/etc/fail2ban/jail.conf"},
    Mark{DefenceKind::firewall, "crowdsec", "/etc/crowdsec/config.yaml"},
    Mark{DefenceKind::panel, "cPanel", "/usr/local/cpanel/version"},
    Mark{DefenceKind::panel, "cPanel", "/etc/userdomains"},
    Mark{DefenceKind::panel, "DirectAdmin", "/usr/local/directadmin/conf/directadmin.conf"},
    Mark{DefenceKind::panel, "DirectAdmin", "/etc/virtual/domainowners"},
    Mark{DefenceKind::panel, "HestiaCP", "/usr/local/hestia/conf/hestia.conf"},
    Mark{DefenceKind::panel, "HestiaCP", "/usr/local/hestia/data/users"},
    Mark{DefenceKind::geo, "tor-geoipdb", "/usr/share/tor/geoip"},
    Mark{DefenceKind::geo, "mmdb", "/usr/share/GeoIP/*.mmdb"},
    Mark{DefenceKind::geo, "mmdb", "/var/lib/GeoIP/*.mmdb"},
    Mark{DefenceKind::geo, "mmdb", "/usr/local/share/GeoIP/*.mmdb"},
};
constexpr std::size_t kMostOfOne = 20;

bool is_listed(const std::vector<Defence>& found, const Mark& mark) {
  for (const Defence& defence : found)
    if (defence.name == mark.name && mark.kind != DefenceKind::geo) return true;
  return false;
}

// csf in its testing mode takes every rule away again after some minutes.
std::string csf_note(const RootDir& root, std::string_view path) {
  std::string note;
  for_each_line(text_of(root, path), [&](std::string_view line) {
    if (trim(cut(line, '=')) == "TESTING" && trim(line) == "\"1\"")
      note = "in testing mode: it clears all its rules every few minutes";
  });
  return note;
}

}  // namespace

std::string_view defence_kind_name(DefenceKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"firewall", "panel", "geo"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Defence> find_defences(const RootDir& root) {
  std::vector<Defence> found;
  for (const Mark& mark : kMarks) {
    if (is_listed(found, mark)) continue;
    for (const std::string& path : glob(root, mark.pattern, kMostOfOne)) {
      Defence defence{mark.kind, std::string(mark.name), path};
      if (mark.name == "csf") defence.note = csf_note(root, path);
      found.push_back(std::move(defence));
    }
  }
  return found;
}

}  // namespace queuehound
