// A queue printed byte for byte as `exim -bp`, `-bpu`, `-bpr` and `-bpc` (4.96) print it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "survey/spool_survey.h"

namespace queuehound {

// -bpr is Exim's quickest form, in no certain order; ours is the order of the directories.
enum class QueueForm : std::uint8_t { bp, bpu, bpr, bpc };

struct LikeRow {
  // Exim sorts by the second of arrival and its fraction, not by the pid between; equal ones keep
  // the order in which the directory lists them, and as only one directory can hold them, that is
  // all there is to know.
  std::string key;
  std::string text;
  std::uint32_t order = 0;  // in the directory
};
// `header_file_size`: of the -H, told by Exim where it is damaged; asked only then.
LikeRow like_row(const SpoolMessage& message, QueueForm form, Time now,
                 const std::function<std::uint64_t(const SpoolMessage&)>& header_file_size);
std::string like_text(std::vector<LikeRow> rows, QueueForm form);

// The size that Exim shows: header lines and body; 0 where -D is missing.
std::uint64_t message_size(const SpoolMessage& message);
// "2.1K", " 12K" as Exim writes it, five columns.
std::string like_size_text(std::uint64_t size);

}  // namespace queuehound
