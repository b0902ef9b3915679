// The profile by evidence: a copied tree seldom holds every mark of a panel, so each mark that is
// there counts, and a panel's own directory counts most.
#include <algorithm>
#include <array>

#include "host/search.h"

namespace queuehound {
namespace {

struct Mark {
  Profile profile;
  std::string_view path;
  int weight;
};

constexpr int kPanelIsSure = 8;  // one strong mark, or two weak ones
// Where Exim's own sources would log, FreeBSD and many a hand-made server do as DirectAdmin does:
// that place alone makes none a panel's.
constexpr int kPanelIsLikely = 4;
constexpr int kDistributionIsLikely = 2;  // a folder that many of them have is none's

constexpr std::array kMarks{
    Mark{Profile::cpanel, "/usr/local/cpanel", 10},
    Mark{Profile::cpanel, "/var/cpanel/users", 10},
    Mark{Profile::cpanel, "/var/cpanel", 6},
    Mark{Profile::cpanel, "/etc/userdomains", 8},
    Mark{Profile::cpanel, "/etc/userdatadomains", 8},
    Mark{Profile::cpanel, "/etc/trueuserdomains", 8},
    Mark{Profile::cpanel, "/etc/trueuserowners", 4},
    Mark{Profile::cpanel, "/var/log/exim_mainlog", 5},
    Mark{Profile::cpanel, "/etc/apache2/logs/domlogs", 4},
    Mark{Profile::cpanel, "/usr/local/apache/domlogs", 4},
    Mark{Profile::directadmin, "/usr/local/directadmin", 10},
    Mark{Profile::directadmin, "/etc/virtual/domainowners", 8},
    Mark{Profile::directadmin, "/etc/virtual/domains", 4},
    Mark{Profile::directadmin, "/etc/virtual/pophosts", 4},
    Mark{Profile::directadmin, "/var/log/exim/mainlog", 3},
    Mark{Profile::hestia, "/usr/local/hestia", 10},
    Mark{Profile::hestia, "/etc/exim4/domains", 4},
    Mark{Profile::hestia, "/etc/hestiacp", 6},
    Mark{Profile::debian, "/etc/exim4", 4},
    Mark{Profile::debian, "/var/lib/exim4", 3},
    Mark{Profile::debian, "/var/log/exim4", 3},
    Mark{Profile::debian, "/var/spool/exim4", 2},
    Mark{Profile::debian, "/etc/debian_version", 2},
    Mark{Profile::rhel, "/etc/redhat-release", 3},
    Mark{Profile::rhel, "/etc/exim/exim.conf", 4},
    Mark{Profile::rhel, "/var/log/exim/main.log", 4},
    Mark{Profile::rhel, "/var/log/exim", 1},
    Mark{Profile::rhel, "/etc/httpd", 1},
    // FreeBSD's port logs where DirectAdmin does.
    Mark{Profile::custom, "/usr/local/etc/exim", 4},
    Mark{Profile::custom, "/usr/local/www", 3},
    Mark{Profile::custom, "/etc/rc.conf", 4},
    // Panels with a layout of their own that look like cPanel from afar (CWP's domlogs).
    Mark{Profile::custom, "/usr/local/cwpsrv", 9},
};

}  // namespace

Profile profile_of(const RootDir& root) {
  std::array<int, 6> scores{};
  for (const Mark& mark : kMarks)
    if (root.exists(mark.path)) scores[static_cast<std::size_t>(mark.profile)] += mark.weight;
  const auto panels_end = scores.begin() + 3;
  const auto panel = std::max_element(scores.begin(), panels_end);
  const auto custom = static_cast<std::size_t>(Profile::custom);
  if (*panel >= kPanelIsSure && *panel > scores[custom])
    return static_cast<Profile>(panel - scores.begin());
  if (*panel < kPanelIsLikely) std::fill(scores.begin(), panels_end, 0);
  const auto best = std::ranges::max_element(scores);
  return *best < kDistributionIsLikely ? Profile::custom
                                       : static_cast<Profile>(best - scores.begin());
}

}  // namespace queuehound
