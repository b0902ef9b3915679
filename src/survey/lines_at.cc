#include "survey/lines_at.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "survey/detect_form.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

std::string first_line_of(std::string_view bytes) {
  std::string_view line = bytes.substr(0, kMostOfALine).substr(0, bytes.find('\n'));
  while (line.ends_with('\r')) line.remove_suffix(1);  // as whoever learned it did
  return std::string(line);
}

std::string read_plain_line(const Fd& file, std::uint64_t offset) {
  std::array<char, kMostOfALine> bytes;
  const ::ssize_t got =
      ::pread(file.get(), bytes.data(), bytes.size(), static_cast<::off_t>(offset));
  return got <= 0 ? "" : first_line_of({bytes.data(), static_cast<std::size_t>(got)});
}

using Wanted = std::multimap<std::uint64_t, std::size_t>;  // offset → its row among the places

void read_inflated(const Fd& file, LogForm form, const Wanted& wanted,
                   std::vector<std::string>& lines) {
  auto next = wanted.begin();
  (void)read_lines(file, form, 0, UINT64_MAX, [&](const LineBlock& block) {
    for (; next != wanted.end() && next->first < block.offset + block.text.size(); ++next)
      if (next->first >= block.offset)
        lines[next->second] = first_line_of(block.text.substr(next->first - block.offset));
    return next != wanted.end();
  });
}

}  // namespace

std::vector<std::string> read_lines_at(const RootDir& root, const std::vector<LinePlace>& places) {
  std::vector<std::string> lines(places.size());
  std::map<std::string_view, Wanted> by_path;
  for (std::size_t row = 0; row < places.size(); ++row)
    by_path[places[row].path].emplace(places[row].offset, row);
  for (const auto& [path, wanted] : by_path) {
    const auto file = root.open_file(path);
    if (!file) continue;
    const LogForm form = detect_form(*file);
    if (form != LogForm::text) {
      read_inflated(*file, form, wanted, lines);
      continue;
    }
    for (const auto& [offset, row] : wanted) lines[row] = read_plain_line(*file, offset);
  }
  return lines;
}

}  // namespace queuehound
