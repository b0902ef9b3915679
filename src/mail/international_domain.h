// Internationalized domains in the two forms that logs hold: "xn--bcher-kva.example" as the DNS and
// most settings name it, "bücher.example" as SMTPUTF8 mail and people write it.
#pragma once

#include <string>
#include <string_view>

namespace queuehound {

// The other form of the same domain, ASCII of UTF-8 or UTF-8 of ASCII; empty where it has but one,
// or is none. Letters of Latin-1, Greek and Cyrillic in any case; anything rarer has to be typed in
// small letters and composed, as nearly every keyboard does.
std::string other_form_of_domain(std::string_view domain);

}  // namespace queuehound
