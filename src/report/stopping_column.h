// Where a sample of `check` could not be understood any more: the column that `parse` shows of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace queuehound {

// Counted from 1. Nothing where it can be read to its end: then it was not believed. `kind`: of its
// source, as a scan names it.
std::optional<std::size_t> stopping_column(std::string_view kind, std::string_view line);

}  // namespace queuehound
