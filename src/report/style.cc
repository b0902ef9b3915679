#include "report/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"

namespace queuehound {
namespace {

struct Range {
  char32_t from, to;
};

// East Asian Wide and the pictures terminals draw two columns wide.
constexpr auto kWide = std::to_array<Range>({{0x1100, 0x115f},
                                             {0x2e80, 0x303e},
                                             {0x3041, 0x4dbf},
                                             {0x4e00, 0xa4cf},
                                             {0xa960, 0xa97c},
                                             {0xac00, 0xd7a3},
                                             {0xf900, 0xfaff},
                                             {0xfe30, 0xfe6f},
                                             {0xff00, 0xff60},
                                             {0xffe0, 0xffe6},
                                             {0x1f300, 0x1f64f},
                                             {0x1f680, 0x1f6ff},
                                             {0x1f900, 0x1faff},
                                             {0x20000, 0x3fffd}});
// Marks that stand on the character before them.
constexpr auto kMarks = std::to_array<Range>({{0x300, 0x36f},
                                              {0x483, 0x489},
                                              {0x591, 0x5bd},
                                              {0x610, 0x61a},
                                              {0x64b, 0x65f},
                                              {0x6d6, 0x6dc},
                                              {0x93c, 0x93c},
                                              {0x941, 0x948},
                                              {0x94d, 0x94d},
                                              {0xe31, 0xe31},
                                              {0xe34, 0xe3a},
                                              {0xe47, 0xe4e},
                                              {0x1ab0, 0x1aff},
                                              {0x1dc0, 0x1dff},
                                              {0x200c, 0x200d},
                                              {0x20d0, 0x20ff},
                                              {0xfe00, 0xfe0f},
                                              {0xfe20, 0xfe2f},
                                              {0xe0100, 0xe01ef}});
// Characters nobody sees: two addresses that look alike would not be.
constexpr auto kUnseen = std::to_array<Range>({{0xad, 0xad},
                                               {0x34f, 0x34f},
                                               {0x115f, 0x1160},
                                               {0x180b, 0x180f},
                                               {0x200b, 0x200b},
                                               {0x2060, 0x206f},
                                               {0x3164, 0x3164},
                                               {0xfeff, 0xfeff},
                                               {0xfff9, 0xfffb},
                                               {0xe0000, 0xe007f}});
constexpr unsigned kMostMarks = 3;  // on one character; more spill over the lines around it

bool is_in(std::span<const Range> ranges, char32_t code) {
  return std::ranges::any_of(ranges,
                             [&](const Range& r) { return code >= r.from && code <= r.to; });
}

struct Character {
  std::string_view bytes;
  char32_t code;
};

// The first character of valid UTF-8; a stray byte counts as one of its own.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  length = std::min(length, text.size());
  char32_t code = length == 1 ? lead : lead & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  return {text.substr(0, length), code};
}

std::size_t width_of(char32_t code) {
  if (code < 0x300) return 1;
  if (is_in(kMarks, code)) return 0;
  return is_in(kWide, code) ? 2 : 1;
}

// Length of one of our own colour sequences at the start, or 0.
std::size_t colour_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find('m');
  return end == text.npos ? 0 : end + 1;
}

// The longest beginning of at most `limit` columns, in bytes.
std::size_t head_bytes(std::string_view text, std::size_t limit) {
  std::size_t bytes = 0, columns = 0;
  while (bytes < text.size()) {
    const Character next = first_character(text.substr(bytes));
    columns += width_of(next.code);
    if (columns > limit) break;
    bytes += next.bytes.size();
  }
  return bytes;
}

// Where the longest end of at most `limit` columns begins.
std::size_t tail_start(std::string_view text, std::size_t limit) {
  std::size_t surplus = display_width(text);
  std::size_t at = 0;
  while (at < text.size() && surplus > limit) {
    const Character next = first_character(text.substr(at));
    surplus -= width_of(next.code);
    at += next.bytes.size();
  }
  return at;
}

std::string_view ellipsis(const TextStyle& style) { return style.utf8 ? "…" : "..."; }

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    if (const std::size_t colour = colour_length(text)) {
      text.remove_prefix(colour);
      continue;
    }
    const Character next = first_character(text);
    columns += width_of(next.code);
    text.remove_prefix(next.bytes.size());
  }
  return columns;
}

std::string shown(std::string_view bytes, const TextStyle& style, std::size_t limit) {
  const std::string printable = to_printable(bytes);
  std::string out;
  unsigned marks = 0;
  for (std::string_view rest = printable; !rest.empty();) {
    const Character next = first_character(rest);
    rest.remove_prefix(next.bytes.size());
    marks = width_of(next.code) == 0 ? marks + 1 : 0;
    const bool is_plain = next.code < 0x80;
    if (is_plain || (style.utf8 && marks <= kMostMarks && !is_in(kUnseen, next.code))) {
      out += next.bytes;
    } else {
      out += fmt::format("\\u{{{:04x}}}", static_cast<std::uint32_t>(next.code));
    }
  }
  return limit == 0 ? out : shorten_middle(out, limit, style);
}

std::string shorten_end(std::string_view text, std::size_t limit, const TextStyle& style) {
  if (display_width(text) <= limit) return std::string(text);
  const std::string_view dots = ellipsis(style);
  const std::size_t room = limit - std::min(limit, display_width(dots));
  return std::string(text.substr(0, head_bytes(text, room))) + std::string(dots);
}

std::string shorten_middle(std::string_view text, std::size_t limit, const TextStyle& style) {
  if (display_width(text) <= limit) return std::string(text);
  const std::string_view dots = ellipsis(style);
  const std::size_t room = limit - std::min(limit, display_width(dots));
  std::string out(text.substr(0, head_bytes(text, room - room / 2)));
  out += dots;
  out += text.substr(tail_start(text, room / 2));
  return out;
}

std::string solid(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, ' ', kSolidBlank);
  return out;
}

std::string together(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, ' ', kLooseBlank);
  return out;
}

std::string wrapped(std::string_view text, std::string_view first, std::size_t indent,
                    std::size_t width) {
  std::string out(first);
  std::size_t column = display_width(first);
  bool is_line_empty = true;  // nothing on it but what stands before
  while (!text.empty()) {
    const std::size_t blanks = std::min(text.find_first_not_of(" \x1e"), text.size());
    text.remove_prefix(blanks);
    std::string_view word = text.substr(0, text.find(' '));
    if (indent + display_width(word) > width) word = word.substr(0, word.find(kLooseBlank));
    text.remove_prefix(word.size());
    if (word.empty()) break;
    const std::size_t columns = display_width(word);
    if (!is_line_empty && column + blanks + columns > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
      is_line_empty = true;
    }
    if (!is_line_empty) out.append(blanks, ' ');
    column += columns + (is_line_empty ? 0 : blanks);
    out += word;
    is_line_empty = false;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  std::ranges::replace(out, kSolidBlank, ' ');
  std::ranges::replace(out, kLooseBlank, ' ');
  return out + '\n';
}

std::string inked(std::string_view text, Ink ink, const TextStyle& style) {
  constexpr std::array<int, 6> kCodes{1, 2, 31, 33, 32, 36};
  if (!style.colour || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(ink)], text);
}

std::string sparkline(const std::vector<std::uint64_t>& counts, std::size_t columns,
                      const TextStyle& style) {
  constexpr std::array<std::string_view, 9> kBars{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::string_view kAscii = " .:-=+*#@";
  if (counts.empty() || columns == 0) return {};
  const std::size_t a_column = (counts.size() + columns - 1) / columns;
  std::vector<double> sums((counts.size() + a_column - 1) / a_column, 0.0);
  for (std::size_t i = 0; i < counts.size(); ++i)
    sums[i / a_column] += static_cast<double>(counts[i]);
  const double most = std::ranges::max(sums);
  std::string out;
  for (const double sum : sums) {
    // Nothing is a blank; the least that is something is already a bar.
    const auto height = sum <= 0 ? 0u : static_cast<unsigned>(1 + sum / most * 7);
    if (style.utf8) {
      out += kBars[std::min(height, 8u)];
    } else {
      out += kAscii[std::min(height, 8u)];
    }
  }
  return out;
}

}  // namespace queuehound
