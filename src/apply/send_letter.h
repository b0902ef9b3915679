// Hands a letter to the server's own sendmail.
#pragma once

#include <string>

#include "base/result.h"
#include "remedy/letter.h"

namespace queuehound {

// The whole message: headers that cannot be broken by what is in them, and the text.
std::string message_of(const Letter& letter, std::string_view message_id);

// `id` makes its Message-ID: a letter that is sent twice is told by it. Kind::refused: nobody to
// send it to, or an address that is more than one.
Result<> send_letter(const Letter& letter, std::string_view id);

}  // namespace queuehound
