#include "host/mmdb.h"

#include <algorithm>
#include <cctype>

namespace queuehound {
namespace {

constexpr std::string_view kMark = "\xab\xcd\xefMaxMind.com";
constexpr std::size_t kSeparator = 16;      // zero bytes between tree and data
constexpr std::size_t kMostDepth = 16;      // of maps in maps
constexpr std::size_t kMostSteps = 20'000;  // values looked at for one answer

enum class Type : std::uint8_t { pointer = 1, text = 2, map = 7, array = 11, boolean = 14 };

std::uint64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

struct Value {
  Type type{};
  std::string_view bytes;   // of texts and numbers
  std::size_t entries = 0;  // of maps and arrays
};

// Decodes values of one section. A position beyond the end ends everything.
class Decoder {
 public:
  explicit Decoder(std::string_view section) : section_(section) {}

  // The value at `at`, a pointer followed; `at` moves behind what stands there.
  std::optional<Value> next(std::size_t& at) {
    std::optional<Value> value = head(at);
    if (!value || value->type != Type::pointer) return value;
    std::size_t there = pointed_to_;
    value = head(there);
    if (value && value->type == Type::pointer) return {};  // the format forbids it
    where_ = there;
    return value;
  }

  // Where the value of `key` stands in the map at `at`.
  std::optional<std::size_t> find(std::size_t at, std::string_view key) {
    where_ = kHere;
    const auto map = next(at);
    if (!map || map->type != Type::map) return {};
    std::size_t inside = where_ == kHere ? at : where_;
    for (std::size_t i = 0; i < map->entries; ++i) {
      const auto name = next(inside);
      if (!name || name->type != Type::text) return {};
      if (name->bytes == key) return inside;
      if (!skip(inside, 0)) return {};
    }
    return {};
  }

  std::string_view text(std::size_t at) {
    const auto value = next(at);
    return value && value->type == Type::text ? value->bytes : std::string_view();
  }

  std::optional<std::uint64_t> number(std::size_t at) {
    const auto value = next(at);
    const bool is_number = value && value->type != Type::text && value->entries == 0 &&
                           !value->bytes.empty() && value->bytes.size() <= 8;
    return is_number ? std::optional(number_at(value->bytes)) : std::nullopt;
  }

 private:
  static constexpr std::size_t kHere = static_cast<std::size_t>(-1);

  std::string_view take(std::size_t& at, std::size_t size) {
    if (at > section_.size() || section_.size() - at < size) return {};
    const std::string_view bytes = section_.substr(at, size);
    at += size;
    return bytes;
  }

  std::optional<Value> head(std::size_t& at);
  std::optional<Value> pointer(std::size_t& at, unsigned control);
  bool skip(std::size_t& at, std::size_t depth);

  std::string_view section_;
  std::size_t pointed_to_ = 0, where_ = kHere, steps_ = 0;
};

std::optional<Value> Decoder::pointer(std::size_t& at, unsigned control) {
  const std::size_t size = (control >> 3 & 3) + 1;
  const std::string_view bytes = take(at, size);
  if (bytes.size() != size) return {};
  const std::uint64_t high = size == 4 ? 0 : std::uint64_t{control & 7} << (8 * size);
  constexpr std::uint64_t kBases[] = {0, 2048, 526336, 0};
  pointed_to_ = static_cast<std::size_t>(high + number_at(bytes) + kBases[size - 1]);
  return Value{Type::pointer, bytes, 0};
}

std::optional<Value> Decoder::head(std::size_t& at) {
  if (++steps_ > kMostSteps) return {};
  const std::string_view first = take(at, 1);
  if (first.empty()) return {};
  const auto control = static_cast<unsigned char>(first[0]);
  unsigned type = control >> 5;
  if (type == static_cast<unsigned>(Type::pointer)) return pointer(at, control);
  if (type == 0) {
    const std::string_view extended = take(at, 1);
    if (extended.empty()) return {};
    type = 7u + static_cast<unsigned char>(extended[0]);
  }
  std::size_t size = control & 31;
  if (size >= 29) {
    constexpr std::size_t kBases[] = {29, 285, 65821};
    const std::size_t more = size - 28;
    const std::string_view bytes = take(at, more);
    if (bytes.size() != more) return {};
    size = kBases[more - 1] + static_cast<std::size_t>(number_at(bytes));
  }
  const auto known = static_cast<Type>(type);
  if (known == Type::map || known == Type::array) return Value{known, {}, size};
  if (known == Type::boolean) return Value{known, {}, 0};  // its size is its value
  const std::string_view bytes = take(at, size);
  if (bytes.size() != size) return {};
  return Value{known, bytes, 0};
}

// What a pointer points to need not be skipped: it stands elsewhere.
bool Decoder::skip(std::size_t& at, std::size_t depth) {
  const auto value = head(at);
  if (!value || depth > kMostDepth) return false;
  const std::size_t inside = value->type == Type::map ? 2 * value->entries : value->entries;
  for (std::size_t i = 0; i < inside; ++i)
    if (!skip(at, depth + 1)) return false;
  return true;
}

bool is_country(std::string_view code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_asn(std::string_view text) {
  return text.size() > 2 && text.size() <= 12 && text.starts_with("AS") &&
         text.find_first_not_of("0123456789", 2) == text.npos;
}

}  // namespace

std::optional<Mmdb> Mmdb::parse(std::string bytes) {
  Mmdb file(std::move(bytes));
  if (!file.read_metadata()) return {};
  return file;
}

bool Mmdb::read_metadata() {
  const std::size_t mark = bytes_.rfind(kMark);
  if (mark == bytes_.npos) return false;
  Decoder metadata(std::string_view(bytes_).substr(mark + kMark.size()));
  const auto number = [&](std::string_view key) {
    const auto at = metadata.find(0, key);
    return at ? metadata.number(*at).value_or(0) : 0;
  };
  nodes_ = number("node_count");
  record_bits_ = number("record_size");
  ip_version_ = number("ip_version");
  const bool is_known = (record_bits_ == 24 || record_bits_ == 28 || record_bits_ == 32) &&
                        (ip_version_ == 4 || ip_version_ == 6);
  bytes_.resize(mark);
  return is_known && nodes_ > 0 && nodes_ < bytes_.size() &&
         nodes_ * record_bits_ / 4 + kSeparator <= bytes_.size();
}

std::string_view Mmdb::data() const {
  return std::string_view(bytes_).substr(
      static_cast<std::size_t>(nodes_ * record_bits_ / 4 + kSeparator));
}

std::uint64_t Mmdb::record(std::uint64_t node, bool right) const {
  const auto size = static_cast<std::size_t>(record_bits_ / 4);
  const std::string_view pair =
      std::string_view(bytes_).substr(static_cast<std::size_t>(node) * size, size);
  if (record_bits_ != 28) return number_at(pair.substr(right ? size / 2 : 0, size / 2));
  // The byte in the middle has the high four bits of both.
  const auto middle = static_cast<unsigned char>(pair[3]);
  const std::uint64_t high = right ? middle & 15u : middle >> 4;
  return high << 24 | number_at(pair.substr(right ? 4 : 0, 3));
}

std::optional<std::uint64_t> Mmdb::walk(const IpAddress& address) const {
  if (ip_version_ == 4 && !address.is_v4()) return {};
  // IPv4 lies below ::/96, not where IpAddress keeps it.
  const std::size_t first = address.is_v4() ? 96 : 0;
  const std::size_t zeros = ip_version_ == 6 && address.is_v4() ? 96 : 0;
  std::uint64_t node = 0;
  for (std::size_t i = 0; i < zeros && node < nodes_; ++i) node = record(node, false);
  for (std::size_t bit = first; bit < 128 && node < nodes_; ++bit)
    node = record(node, (address.bytes[bit / 8] >> (7 - bit % 8) & 1) != 0);
  if (node <= nodes_ + kSeparator - 1) return {};
  return node - nodes_ - kSeparator;
}

MmdbAnswer Mmdb::find(const IpAddress& address) const {
  const auto row = walk(address);
  if (!row) return {};
  const auto at = static_cast<std::size_t>(*row);
  Decoder decoder(data());
  std::string_view code;
  std::string asn;
  if (const auto country = decoder.find(at, "country")) {
    const auto inside = decoder.find(*country, "iso_code");
    code = inside ? decoder.text(*inside) : decoder.text(*country);
  }
  if (const auto number = decoder.find(at, "autonomous_system_number"))
    if (const auto value = decoder.number(*number)) asn = "AS" + std::to_string(*value);
  if (const auto number = decoder.find(at, "asn"); number && asn.empty())
    if (const std::string_view text = decoder.text(*number); is_asn(text)) asn = text;
  return {std::string(is_country(code) ? code : std::string_view()), std::move(asn)};
}

}  // namespace queuehound
