#include "host/contact.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"
#include "mail/address.h"

namespace queuehound {
namespace {

// {U}: the account. Lines "KEY=value" or "KEY='value'".
struct ContactPlace {
  Profile profile;
  std::string_view before, after, key;
};
constexpr std::array kPlaces{
    ContactPlace{Profile::cpanel, "/var/cpanel/users/", "", "CONTACTEMAIL"},
    ContactPlace{Profile::directadmin, "/usr/local/directadmin/data/users/", "/user.conf", "email"},
    ContactPlace{Profile::hestia, "/usr/local/hestia/data/users/", "/user.conf", "CONTACT"},
};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._+-=").contains(c);
}

}  // namespace

bool is_plain_address(std::string_view text) {
  const auto [local, domain] = split_address(text);
  return !local.empty() && text.size() <= 254 && local.front() != '-' && local.front() != '.' &&
         std::ranges::all_of(local, is_plain) && looks_like_domain(domain);
}

std::string contact_of(const RootDir& root, const Server& server, std::string_view account) {
  if (!is_plain_name(account)) return {};
  std::string contact;
  for (const ContactPlace& place : kPlaces) {
    if (place.profile != server.profile) continue;
    const std::string path =
        std::string(place.before) + std::string(account) + std::string(place.after);
    for_each_line(text_of(root, path), [&](std::string_view line) {
      if (!contact.empty() || trim(cut(line, '=')) != place.key) return;
      std::string_view value = trim(line);
      if (value.size() > 1 && value.front() == '\'' && value.back() == '\'')
        value = value.substr(1, value.size() - 2);
      if (is_plain_address(value)) contact = value;
    });
  }
  return contact;
}

}  // namespace queuehound
