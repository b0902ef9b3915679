#include "dossier/largest_text.h"

#include <algorithm>
#include <utility>

namespace queuehound {

bool is_smaller_text(const Alike& a, const Alike& b) {
  return std::pair(a.recent, a.recipients) < std::pair(b.recent, b.recipients);
}

const Alike* largest_text(const Likeness& likeness) {
  const std::vector<Alike>& texts = likeness.texts();
  const auto most = std::ranges::max_element(texts, is_smaller_text);
  return most == texts.end() ? nullptr : &*most;
}

std::uint64_t recipients_of_largest_text(const Likeness& likeness) {
  const Alike* const largest = largest_text(likeness);
  return largest == nullptr ? 0 : largest->recipients;
}

bool is_of_busy_day(const Alike& text, const Dossier& dossier) {
  return dossier.past.days > 0 && text.most_in_a_day * 2 <= dossier.past.busiest_day * 3;
}

bool is_small_beside(std::uint64_t largest, const Dossier& dossier, const Alike* text) {
  return text != nullptr && text->most_in_a_day * 5 < largest && is_of_busy_day(*text, dossier);
}

}  // namespace queuehound
