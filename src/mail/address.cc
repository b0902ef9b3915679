#include "mail/address.h"

#include <cstring>

#include "base/text.h"

namespace queuehound {
namespace {

// Position of the last '@' outside quotes; of the last at all where a quote is never closed.
std::size_t find_at(std::string_view address) {
  std::size_t found = std::string_view::npos;
  bool is_quoted = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (c == '\\' && is_quoted) ++i;
    if (c == '"') is_quoted = !is_quoted;
    if (c == '@' && !is_quoted) found = i;
  }
  return is_quoted ? address.rfind('@') : found;
}

}  // namespace

AddressParts split_address(std::string_view address) {
  if (address.contains('"')) {
    const std::size_t at = find_at(address);
    if (at == std::string_view::npos) return {address, {}};
    return {address.substr(0, at), address.substr(at + 1)};
  }
  const void* found = ::memrchr(address.data(), '@', address.size());
  if (found == nullptr) return {address, {}};
  const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - address.data());
  return {address.substr(0, at), address.substr(at + 1)};
}

std::string_view domain_of(std::string_view address) { return split_address(address).domain; }

std::string fold_address(std::string_view address) { return to_lower(address); }

bool is_same_or_subdomain(std::string_view domain, std::string_view parent) {
  if (parent.empty() || domain.size() < parent.size()) return false;
  const std::size_t extra = domain.size() - parent.size();
  if (!equal_ignoring_case(domain.substr(extra), parent)) return false;
  return extra == 0 || domain[extra - 1] == '.';
}

}  // namespace queuehound
