#include "report/page.h"

#include <fmt/format.h>

#include <algorithm>

namespace queuehound {
namespace {

constexpr std::size_t kIndent = 2, kLabel = 12;
constexpr std::size_t kLongestName = 200;  // columns; a path beyond that is an attack on the reader

}  // namespace

void Page::heading(std::string_view words) {
  blank();
  out_ += ink(words, Ink::bold) + "\n";
}

void Page::line(std::string_view text, std::size_t indent, std::size_t hang) {
  out_ += wrapped(text, std::string(indent, ' '), indent + hang, style().width);
}

void Page::row(std::string_view text, std::size_t hang) {
  std::string left(kIndent, ' ');
  left += ink(label_, Ink::cyan);
  left.append(kLabel - std::min(kLabel, label_.size()), ' ');
  label_.clear();
  out_ += wrapped(text, left, kIndent + kLabel + hang, style().width);
}

void Page::verbatim(std::string_view text, std::size_t indent) {
  out_ += std::string(indent, ' ') + std::string(text) + "\n";
}

std::string Page::text(std::string_view bytes) const {
  return shown(bytes, style(), is_full() ? 400 : std::max<std::size_t>(room(), 60));
}

std::string Page::sentence(std::string_view bytes) const {
  return shown(bytes, style(), is_full() ? 2000 : 320);
}

std::string Page::paragraph(std::string_view bytes) const { return shown(bytes, style(), 2000); }

std::string Page::name(std::string_view bytes) const {
  return solid(shown(bytes, style(), kLongestName));
}

std::string Page::place(std::string_view path, std::uint64_t offset) const {
  return fmt::format("{} {}", name(path), solid(fmt::format("at byte {}", offset)));
}

std::size_t Page::room() const { return style().width - std::min(style().width, kIndent + kLabel); }

std::string facts(const Page& page, std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += page.between();
    out += together(part);
  }
  return out;
}

}  // namespace queuehound
