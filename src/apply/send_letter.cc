#include "apply/send_letter.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/run_program.h"
#include "base/text.h"
#include "host/contact.h"
#include "host/tree.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostSubject = 200;

// No newline, no other control: what follows would be a header of somebody else's.
std::string header_text(std::string_view text) {
  std::string clean = to_printable(text.substr(0, kMostSubject));
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
  return clean;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// RFC 2047, a word for so few bytes that its line stays short; cut between characters of UTF-8.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kBytes = 15;
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(kBytes, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    std::string word = "=?UTF-8?Q?";
    for (const char c : text.substr(0, end))
      word += fmt::format("={:02X}", static_cast<unsigned char>(c));
    out += (out.empty() ? "" : "\n ") + word + "?=";
    text.remove_prefix(std::max<std::size_t>(end, 1));
  }
  return out;
}

}  // namespace

// The date is Exim's to add.
std::string message_of(const Letter& letter, std::string_view message_id) {
  const std::string subject = header_text(letter.subject);
  std::string text =
      fmt::format("From: {}\nTo: {}\n", header_text(letter.from), header_text(letter.to));
  text += fmt::format("Subject: {}\n", is_ascii(subject) ? subject : encoded_words(subject));
  if (!message_id.empty()) text += fmt::format("Message-ID: <{}>\n", header_text(message_id));
  text +=
      "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n";
  return text + to_valid_utf8(letter.body);
}

Result<> send_letter(const Letter& letter, std::string_view id) {
  if (!is_plain_address(letter.to))
    return fail(Error::Kind::refused, letter.to.empty()
                                          ? "nobody is known to write to"
                                          : to_printable(letter.to) + " is not one plain address");
  if (!is_plain_address(letter.from))
    return fail(Error::Kind::refused, "this server's own name is not known: no letter is sent");
  const std::string sendmail = find_program(
      {"/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/sbin/exim4", "/usr/sbin/exim"});
  if (sendmail.empty()) return fail(Error::Kind::refused, "there is no sendmail on this server");
  const std::string message_id = fmt::format("{}@{}", id, domain_of(letter.from));
  const ProgramResult done =
      TRY(run_program({.arguments = {sendmail, "-i", "-t", "-f", letter.from},
                       .input = message_of(letter, message_id)}));
  if (done.status != 0)
    return fail(Error::Kind::failed, fmt::format("sendmail failed (status {}): {}", done.status,
                                                 to_printable(trim(done.errors))));
  return {};
}

}  // namespace queuehound
