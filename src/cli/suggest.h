// "Did you mean": the known word nearest to a mistyped one.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace queuehound {

// Letters to insert, remove, change or swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b);

// Nothing where no word is near enough to be what was meant.
std::optional<std::string_view> nearest_word(std::string_view typed,
                                             std::span<const std::string_view> words);

}  // namespace queuehound
