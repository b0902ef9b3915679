// Fitting text to whatever shows it: columns, characters and colours. Nothing here knows what a
// report says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

struct TextStyle {
  std::size_t width = 80;
  bool utf8 = false;  // false: no byte beyond ASCII leaves
  bool colour = false;
};

// Columns on a terminal: wide characters count two, combining marks and our own colours none.
// `text` is valid UTF-8 (to_printable's).
std::size_t display_width(std::string_view text);

// Text from outside, fit to be shown: printable, marks that hide or pile up spelled out, cut in the
// middle to `limit` columns (0: not cut).
std::string shown(std::string_view bytes, const TextStyle& style, std::size_t limit = 0);

// Keeps the beginning, or both ends.
std::string shorten_end(std::string_view text, std::size_t limit, const TextStyle& style);
std::string shorten_middle(std::string_view text, std::size_t limit, const TextStyle& style);

// Blanks that wrapped() turns into plain ones: it never breaks at a solid one, and at a loose one
// only where the words around it fit on no line together. Neither can come from outside:
// to_printable spells them out.
constexpr char kSolidBlank = '\x1f', kLooseBlank = '\x1e';
std::string solid(std::string_view text);     // every blank of `text` made solid
std::string together(std::string_view text);  // every blank of `text` made loose

// Words set into lines of `width` columns: `first` before the first line, `indent` blanks before
// the others. A word that fits nowhere stands alone and overlong: a path cut in two is no path.
// Each line ends with '\n'.
std::string wrapped(std::string_view text, std::string_view first, std::size_t indent,
                    std::size_t width);

enum class Ink : std::uint8_t { bold, dim, red, yellow, green, cyan };
std::string inked(std::string_view text, Ink ink, const TextStyle& style);

// A column an entry, each as high as its share of the largest. More entries than `columns`: several
// are added up.
std::string sparkline(const std::vector<std::uint64_t>& counts, std::size_t columns,
                      const TextStyle& style);

}  // namespace queuehound
