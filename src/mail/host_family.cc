#include "mail/host_family.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

bool is_registry(std::string_view domain) {
  constexpr std::size_t kLongestOfRegistries = 3;  // of "co", "com", "gov" before a country's
  const std::size_t dot = domain.find('.');
  if (dot == std::string_view::npos) return true;
  const std::string_view rest = domain.substr(dot + 1);
  return dot <= kLongestOfRegistries && rest.size() == 2;
}

// Does a run of digits, however often it is there, equal this part of the address?
bool names_part(std::string_view name, int part) {
  constexpr std::string_view kDigits = "0123456789";
  for (std::size_t at = name.find_first_of(kDigits); at != std::string_view::npos;
       at = name.find_first_of(kDigits, at)) {
    const std::size_t end = std::min(name.find_first_not_of(kDigits, at), name.size());
    if (parse_number<int>(name.substr(at, end - at)) == part) return true;
    at = end;
  }
  return false;
}

bool is_named_by_address(std::string_view name, const IpAddress& address) {
  constexpr std::size_t kParts = 4, kEnough = 3;
  if (!address.is_v4()) return false;
  std::size_t named = 0;
  for (std::size_t i = address.bytes.size() - kParts; i < address.bytes.size(); ++i)
    named += names_part(name, address.bytes[i]);
  return named >= kEnough;
}

}  // namespace

std::string_view family_of_host(std::string_view verified_name, const IpAddress& address) {
  const std::size_t dot = verified_name.find('.');
  if (dot == std::string_view::npos || is_named_by_address(verified_name, address)) return {};
  const std::string_view parent = verified_name.substr(dot + 1);
  return is_registry(parent) ? verified_name : parent;
}

}  // namespace queuehound
