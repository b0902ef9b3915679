#include "mail/host_family.h"

#include <algorithm>
#include <array>
#include <bit>

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

// Are three of its four parts runs of digits of the name, in any order? One pass: a server that is
// attacked meets a new host every few lines.
bool is_named_by_address(std::string_view name, const IpAddress& address) {
  constexpr std::size_t kParts = 4;
  constexpr int kEnough = 3;
  constexpr unsigned kNoPart = 256;
  if (!address.is_v4()) return false;
  const std::uint8_t* const parts = address.bytes.data() + address.bytes.size() - kParts;
  unsigned named = 0;  // a bit for each
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!is_digit(name[at])) continue;
    unsigned number = 0;
    for (; at < name.size() && is_digit(name[at]); ++at)
      number = std::min(number * 10 + static_cast<unsigned>(name[at] - '0'), kNoPart);
    for (std::size_t i = 0; i < kParts; ++i) named |= unsigned{parts[i] == number} << i;
  }
  return std::popcount(named) >= kEnough;
}

}  // namespace

std::string_view family_of_host(std::string_view verified_name, const IpAddress& address) {
  const std::size_t dot = verified_name.find('.');
  if (dot == std::string_view::npos || is_named_by_address(verified_name, address)) return {};
  const std::string_view parent = verified_name.substr(dot + 1);
  return is_registry(parent) ? verified_name : parent;
}

bool is_mail_hosts_name(std::string_view verified_name) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"mail", "email", "smtp", "mx", "mta", "mout", "out", "relay", "send"});
  verified_name = verified_name.substr(0, verified_name.rfind('.'));  // .mx is a country
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  for (std::size_t at = 0; at < verified_name.size();) {
    const std::string_view rest = verified_name.substr(at);
    for (const std::string_view word : kWords)
      if (equal_ignoring_case(rest.substr(0, word.size()), word)) return true;
    while (at < verified_name.size() && is_letter(verified_name[at])) ++at;
    while (at < verified_name.size() && !is_letter(verified_name[at])) ++at;
  }
  return false;
}

}  // namespace queuehound
