#include "apply/record_bytes.h"

#include "base/text.h"

namespace queuehound {
namespace {

void append(std::string& bytes, std::string_view text) {
  bytes += std::to_string(text.size());
  bytes += ':';
  bytes += text;
  bytes += ',';
}

std::optional<std::string_view> take(std::string_view& bytes) {
  const std::size_t colon = bytes.find(':');
  if (colon == std::string_view::npos) return {};
  const auto size = parse_number<std::size_t>(bytes.substr(0, colon));
  bytes.remove_prefix(colon + 1);
  if (!size || *size >= bytes.size() || bytes[*size] != ',') return {};
  const std::string_view text = bytes.substr(0, *size);
  bytes.remove_prefix(*size + 1);
  return text;
}

}  // namespace

std::string to_bytes(const Record& record) {
  std::string bytes;
  for (const auto& [name, value] : record) {
    append(bytes, name);
    append(bytes, value);
  }
  return bytes;
}

std::string to_bytes(const std::vector<std::string>& list) {
  std::string bytes;
  for (const std::string& text : list) append(bytes, text);
  return bytes;
}

std::optional<Record> parse_record(std::string_view bytes) {
  Record record;
  while (!bytes.empty()) {
    const auto name = take(bytes);
    const auto value = name ? take(bytes) : std::nullopt;
    if (!value) return {};
    record.emplace(*name, *value);
  }
  return record;
}

std::optional<std::vector<std::string>> parse_list(std::string_view bytes) {
  std::vector<std::string> list;
  while (!bytes.empty()) {
    const auto text = take(bytes);
    if (!text) return {};
    list.emplace_back(*text);
  }
  return list;
}

}  // namespace queuehound
