#include "cli/suggest.h"

#include <algorithm>
#include <vector>

namespace queuehound {
namespace {

constexpr std::size_t kLongestWord = 40;  // longer ones are no slip of the finger

}  // namespace

// Three rows of the usual table are enough: the one being filled and, for swaps, two before it.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::optional<std::string_view> nearest_word(std::string_view typed,
                                             std::span<const std::string_view> words) {
  if (typed.size() > kLongestWord) return {};
  std::size_t best = std::max<std::size_t>(1, typed.size() / 3) + 1;
  std::optional<std::string_view> found;
  for (const std::string_view word : words) {
    const std::size_t distance = edit_distance(typed, word);
    if (distance < best) {
      best = distance;
      found = word;
    }
  }
  return found;
}

}  // namespace queuehound
