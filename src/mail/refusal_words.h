// What a refusal means. Servers answer in free text; the enhanced status code (RFC 3463) speaks
// first, then words that the large receivers and Exim's own configurations are known to use.
#pragma once

#include <cstdint>
#include <string_view>

namespace queuehound {

enum class RefusalMeaning : std::uint8_t {
  other,
  unknown_recipient,  // no such mailbox
  relay,              // we do not relay for you
  spam,               // content, reputation, rate: the sender looks like a spammer
  listed,             // the client's address is on a block list
  mailbox_full,
  greylisting,  // try again later, by design
};

// `reason`: the text of a ** or == line, or what follows "rejected RCPT <x>:".
RefusalMeaning meaning_of_refusal(std::string_view reason);

}  // namespace queuehound
