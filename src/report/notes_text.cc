#include "report/notes_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace queuehound {

void write_notes(Page& page, std::string first, const std::vector<std::string>& notes) {
  std::vector<std::string> lines;
  if (!first.empty()) lines.push_back(std::move(first));
  for (const std::string& note : notes)
    lines.push_back(shown(note, page.style(), page.is_full() ? 2000 : 400));
  if (lines.empty()) return;
  page.heading("NOTES");
  const std::size_t rows = std::min(lines.size(), page.most(12));
  for (std::size_t i = 0; i < rows; ++i) page.line("- " + lines[i], 2, 2);
  if (rows < lines.size())
    page.line(fmt::format("and {} more: -v shows all", lines.size() - rows), 2);
}

}  // namespace queuehound
