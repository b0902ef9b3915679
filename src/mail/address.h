// Envelope addresses. Comparison is what mail servers do: domain without case, local part (in
// this program: nearly everybody's practice) without case too.
#pragma once

#include <string>
#include <string_view>

namespace queuehound {

struct AddressParts {
  std::string_view local_part;  // as written, quotes included
  std::string_view domain;      // empty where there is no '@'
};

AddressParts split_address(std::string_view address);  // at the last '@' outside quotes
std::string_view domain_of(std::string_view address);
std::string fold_address(std::string_view address);  // ASCII lower case of the whole

// Is `domain` the same as `parent` or below it ("mail.a.example" below "a.example")?
bool is_same_or_subdomain(std::string_view domain, std::string_view parent);

}  // namespace queuehound
