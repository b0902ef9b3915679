#include "mail/international_domain.h"

#include <idn2.h>

#include <algorithm>
#include <memory>
#include <string>

#include "base/text.h"

namespace queuehound {
namespace {

struct Idn2Free {
  void operator()(char* text) const { idn2_free(text); }
};

// IDNA 2008 as browsers and mail programs look domains up: "ß" stays itself.
constexpr int kLookup = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;

// Empty where it has none.
std::string converted(int (*convert)(const char*, char**, int), const std::string& domain) {
  char* raw = nullptr;
  if (convert(domain.c_str(), &raw, kLookup) != IDN2_OK || raw == nullptr) return {};
  return std::unique_ptr<char, Idn2Free>(raw).get();
}

std::string ascii_form(const std::string& domain) { return converted(idn2_to_ascii_8z, domain); }

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string other_form_of_domain(std::string_view domain) {
  const std::string lower = to_lower(domain);
  if (lower.contains('\0')) return {};
  if (!is_ascii(lower)) return ascii_form(lower);
  if (!lower.contains("xn--")) return {};
  const std::string utf8 = converted(idn2_to_unicode_8z8z, lower);
  // What is no Punycode comes back as it was, and what nobody may register leads elsewhere.
  return utf8 != lower && ascii_form(utf8) == lower ? utf8 : std::string{};
}

}  // namespace queuehound
