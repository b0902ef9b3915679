#include "mail/message_id.h"

#include <algorithm>
#include <cstring>

namespace queuehound {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> make_digits() {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kDigitOf = make_digits();

std::uint8_t digit_of(char c) { return kDigitOf[static_cast<unsigned char>(c)]; }

// Without a branch a byte: there is an id on most lines of a log.
bool all_digits(const char* from, const char* to) {
  unsigned seen = 0;
  for (; from != to; ++from) seen |= digit_of(*from);
  return (seen & 0x80u) == 0;  // kNoDigit alone has the top bit
}

// Eleven digits can be more than 64 bits hold; what is too large wraps round, as in Exim.
std::uint64_t number_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) value = value * 62 + digit_of(c);
  return value;
}

struct Form {
  std::uint8_t length, second, third;  // where the groups after the first begin
};
constexpr Form kOldForm{16, 7, 14};
constexpr Form kNewForm{23, 7, 19};

bool has_form(std::string_view text, const Form& form) {
  const char* at = text.data();
  return text.size() >= form.length && at[6] == '-' && at[form.third - 1] == '-' &&
         all_digits(at, at + 6) && all_digits(at + form.second, at + form.third - 1) &&
         all_digits(at + form.third, at + form.length);
}

std::uint64_t load(const char* bytes) {
  std::uint64_t value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

}  // namespace

// Six steps that the compiler can see: a queue is sorted by it.
Time MessageId::time() const {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value * 62 + digit_of(chars[i]);
  return Time(seconds(value));
}

std::uint64_t MessageId::pid() const {
  const Form& form = length == kNewForm.length ? kNewForm : kOldForm;
  return number_of(text().substr(form.second, form.third - form.second - 1u));
}

unsigned message_id_length(std::string_view text) {
#if defined(__SSE2__)
  // Sixteen bytes tell of the old form at once, and of most text that it is neither.
  constexpr unsigned kOldDigits = 0xffffu & ~(1u << 6 | 1u << 13),
                     kNewDigits = 0xffffu & ~(1u << 6);
  if (text.size() >= kOldForm.length) {
    const char* at = text.data();
    const unsigned digits = base62_bits(at);
    if (digits == kOldDigits) return at[6] == '-' && at[13] == '-' ? kOldForm.length : 0;
    if (digits != kNewDigits) return 0;
  }
#endif
  if (has_form(text, kOldForm)) return kOldForm.length;
  return has_form(text, kNewForm) ? kNewForm.length : 0;
}

std::optional<MessageId> parse_message_id(std::string_view text) {
  if (text.empty() || message_id_length(text) != text.size()) return {};
  return known_message_id(text);
}

MessageId known_message_id(std::string_view text) {
  MessageId id;
  if (text.size() == kOldForm.length) {  // of a length that the compiler knows
    id.length = kOldForm.length;
    std::memcpy(id.chars.data(), text.data(), kOldForm.length);
    return id;
  }
  id.length = static_cast<std::uint8_t>(std::min(text.size(), id.chars.size()));
  std::memcpy(id.chars.data(), text.data(), id.length);
  return id;
}

std::vector<std::string> texts_of(std::span<const MessageId> ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const MessageId& id : ids) texts.emplace_back(id.text());
  return texts;
}

std::size_t MessageIdHash::operator()(const MessageId& id) const noexcept {
  // Three overlapping words; what lies behind a short id is zero.
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
  std::uint64_t hash = load(id.chars.data()) * kOdd;
  hash = (hash ^ hash >> 29 ^ load(id.chars.data() + 8)) * kOdd;
  hash = (hash ^ hash >> 32 ^ load(id.chars.data() + 15)) * kOdd;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

}  // namespace queuehound
