#include "host/passwd.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxAccounts = 200'000;
constexpr std::uint32_t kNobody = 65534;

}  // namespace

std::vector<Account> parse_passwd(std::string_view text) {
  std::vector<Account> accounts;
  for_each_line(text, [&](std::string_view line) {
    if (accounts.size() >= kMaxAccounts || line.starts_with('#')) return;
    std::string_view rest = trim(line);
    const std::string_view name = cut(rest, ':');
    cut(rest, ':');
    const auto uid = parse_number<std::uint32_t>(cut(rest, ':'));
    const auto gid = parse_number<std::uint32_t>(cut(rest, ':'));
    cut(rest, ':');
    const std::string_view home = cut(rest, ':');
    if (!is_plain_name(name) || !uid || !gid) return;
    accounts.push_back({std::string(name), *uid, *gid,
                        home.starts_with('/') ? tidy_path(home) : std::string{},
                        std::string(cut(rest, ':'))});
  });
  return accounts;
}

bool is_hosting_account(const Account& account) {
  static constexpr std::array kSystem{std::string_view{"/"},
                                      std::string_view{"/bin"},
                                      std::string_view{"/dev"},
                                      std::string_view{"/home"},
                                      std::string_view{"/root"},
                                      std::string_view{"/sbin"},
                                      std::string_view{"/usr"},
                                      std::string_view{"/var"},
                                      std::string_view{"/var/www"},
                                      std::string_view{"/var/lib"},
                                      std::string_view{"/var/log"},
                                      std::string_view{"/var/mail"},
                                      std::string_view{"/var/run"},
                                      std::string_view{"/var/spool"},
                                      std::string_view{"/run"},
                                      std::string_view{"/etc"},
                                      std::string_view{"/var/www/html"},
                                      std::string_view{"/proc"},
                                      std::string_view{"/opt"},
                                      std::string_view{"/nonexistent"},
                                      std::string_view{"/tmp"}};
  if (account.uid < kFirstOfPeople || account.uid == kNobody || account.home.empty()) return false;
  if (std::ranges::find(kSystem, account.home) != kSystem.end()) return false;
  return !account.home.starts_with("/run/") && !account.home.starts_with("/proc/") &&
         !account.home.starts_with("/usr/") && !account.home.starts_with("/var/run/");
}

}  // namespace queuehound
