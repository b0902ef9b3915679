// What a reader of a message sees of its body: base64 and quoted-printable undone, of several parts
// the first that is text. Spam hides its words so as a rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

struct BodyForm {
  std::string_view content_type, transfer_encoding;  // of the message's header or of a part's
};

// As UTF-8 where its character set is known. Nullopt: it can be read as it stands, or there is no
// text in it. `body` may be only the beginning.
std::optional<std::string> readable_text(const BodyForm& form, std::string_view body);

}  // namespace queuehound
