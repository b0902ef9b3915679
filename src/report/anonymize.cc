#include "report/anonymize.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestLocalPart = 256;

bool is_of_domain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_of_local_part(char c) {
  constexpr std::string_view kMarks = ".!#$%&'*+-/=?^_`{|}~";
  return is_of_domain(c) || kMarks.find(c) != kMarks.npos;
}

// How long the local part at the end of `text` is; a quoted one with its quotes.
std::size_t local_part_before(std::string_view text) {
  std::size_t begin = text.size();
  if (text.ends_with('"')) {
    const std::size_t open = text.size() > 1 ? text.rfind('"', text.size() - 2) : text.npos;
    if (open == text.npos || text.size() - open > kLongestLocalPart) return 0;
    return text.size() - open;
  }
  while (begin > 0 && text.size() - begin < kLongestLocalPart && is_of_local_part(text[begin - 1]))
    --begin;
  return text.size() - begin;
}

}  // namespace

void Anonymizer::keep(std::string_view address) { kept_.insert(to_lower(address)); }

std::string Anonymizer::token_of(std::string_view local_part, std::string_view domain) {
  std::string address = to_lower(local_part) + "@" + to_lower(domain);
  if (kept_.contains(address)) return std::string(local_part);
  const auto [row, is_new] = tokens_.try_emplace(std::move(address), "");
  if (is_new) row->second = "person" + std::to_string(tokens_.size());
  return row->second;
}

std::string Anonymizer::clean(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t at = text.find('@'), mark = 1;
    if (const std::size_t encoded = text.find("%40"); encoded < at) at = encoded, mark = 3;
    if (at == text.npos) break;
    std::string_view before = text.substr(0, at), rest = text.substr(at + mark);
    std::size_t length = 0;
    while (length < rest.size() && is_of_domain(rest[length])) ++length;
    std::size_t local = local_part_before(before);
    if (mark == 3) {  // of a URL: what stands before the address is its own marks
      const std::size_t cut = before.find_last_of("/?=&");
      if (cut != before.npos) local = std::min(local, before.size() - cut - 1);
    }
    if (length == 0 || local == 0) {
      out += text.substr(0, at + mark);
      text = rest;
      continue;
    }
    const std::string_view name = before.substr(before.size() - local);
    const std::string token = token_of(name, rest.substr(0, length));
    before.remove_suffix(local);
    // Exim's "=> jane <jane@x.example>": the same name, bare.
    const std::size_t bare = name.size() + 2;
    const bool stands_bare =
        before.size() >= bare && before.ends_with(" <") &&
        equal_ignoring_case(before.substr(before.size() - bare, name.size()), name);
    if (token != name && stands_bare) {
      before.remove_suffix(bare);
      out += std::string(before) + token + " <";
    } else {
      out += before;
    }
    out += token;
    out += text.substr(at, mark);
    out += rest.substr(0, length);
    text = rest.substr(length);
  }
  return out + std::string(text);
}

}  // namespace queuehound
