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

// One for each value of six bits, so that bytes which were no id give a text that is none.
constexpr std::string_view kTextOf =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz??";
static_assert(kTextOf.size() == 1u << message_id::kDigit);

// Two digits at once: names of files are made from ids by the million.
constexpr auto kPairOf = [] {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kTextOf[i >> 6], kTextOf[i & 0x3f]};
  return pairs;
}();

// The lowest 12 bits of `digits` are the last pair.
void write_pairs(std::uint64_t digits, int count, char* to) {
  for (int i = count; i-- > 0; digits >>= 12)
    std::memcpy(to + std::ptrdiff_t{2} * i, kPairOf[digits & 0xfff].data(), 2);
}

// The digit that is `shift` bits from the lower end.
std::uint64_t digit_at(const MessageId& id, unsigned shift) {
  const std::uint64_t bits =
      shift >= 64 ? id.high >> (shift - 64)
                  : id.low >> shift | (shift > 58 ? id.high << (64 - shift) : std::uint64_t{0});
  return bits & 0x3f;
}

constexpr unsigned kFirstDigit = 121, kBehindTheForm = 48;  // shifts: of the first, the 13th

}  // namespace

MessageIdText MessageId::text() const {
  MessageIdText text;
  if (is_none()) return text;
  char* at = text.chars_.data();
  write_pairs(high >> 27, 3, at);
  at[6] = '-';
  write_pairs(high << 9 | low >> 55, 3, at + 7);
  if ((low & message_id::kIsNew) == 0) {
    at[13] = '-';
    write_pairs(low >> 42, 1, at + 14);
    text.size_ = kOldForm.length;
    return text;
  }
  write_pairs(low >> 30, 2, at + 13);
  at[17] = kTextOf[low >> 24 & 0x3f];
  at[18] = '-';
  write_pairs(low, 2, at + 19);
  text.size_ = kNewForm.length;
  return text;
}

std::size_t MessageId::length() const {
  if (is_none()) return 0;
  return (low & message_id::kIsNew) != 0 ? kNewForm.length : kOldForm.length;
}

// Six steps that the compiler can see: a queue is sorted by it.
Time MessageId::time() const {
  std::int64_t value = 0;
  for (unsigned i = 0; i < 6; ++i)
    value = value * 62 + static_cast<std::int64_t>(digit_at(*this, kFirstDigit - i * 6));
  return Time(seconds(value));
}

// Eleven digits can be more than 64 bits hold; what is too large wraps round, as in Exim.
std::uint64_t MessageId::pid() const {
  std::uint64_t value = 0;
  for (unsigned i = 6; i < 12; ++i) value = value * 62 + digit_at(*this, kFirstDigit - i * 6);
  if ((low & message_id::kIsNew) == 0) return value;
  for (unsigned i = 0; i < 5; ++i) value = value * 62 + digit_at(*this, kBehindTheForm - i * 6);
  return value;
}

bool MessageId::is_well_formed() const { return parse_message_id(text()) == *this; }

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

std::vector<std::string> texts_of(std::span<const MessageId> ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const MessageId& id : ids) texts.emplace_back(id.text().view());
  return texts;
}

}  // namespace queuehound
