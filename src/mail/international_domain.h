// Internationalized domains in the two forms that logs hold: "xn--bcher-kva.example" as the DNS and
// most settings name it, "bücher.example" as SMTPUTF8 mail and people write it.
#pragma once

#include <string>
#include <string_view>

namespace queuehound {

// The other form of the same domain, ASCII of UTF-8 or UTF-8 of ASCII, by IDNA 2008 (RFC 5891) with
// capitals and decomposed letters as people type them (UTS 46). Empty where it has but one, or is
// none.
std::string other_form_of_domain(std::string_view domain);

}  // namespace queuehound
