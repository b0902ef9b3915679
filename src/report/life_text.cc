#include "report/life_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/numbers.h"

namespace queuehound {
namespace {

constexpr std::size_t kLinesShown = 12;

}  // namespace

std::string_view life_words(EximLineKind kind) {
  switch (kind) {
    case EximLineKind::cwd:
      return "a program calls sendmail";
    case EximLineKind::arrival:
    case EximLineKind::fake_reject:
      return "accepted";
    case EximLineKind::delivery:
    case EximLineKind::additional:
    case EximLineKind::cutthrough:
      return "delivered";
    case EximLineKind::suppressed:
      return "delivery suppressed";
    case EximLineKind::failure:
      return "failed";
    case EximLineKind::deferral:
      return "put off";
    case EximLineKind::completed:
      return "completed: it left the queue";
    case EximLineKind::frozen:
      return "frozen";
    case EximLineKind::removed:
      return "removed";
    case EximLineKind::reject:
      return "refused";
    default:
      return "said of it";
  }
}

void write_life(Page& page, const MessageLines& life) {
  const std::size_t rows = std::min(life.lines.size(), page.most(kLinesShown));
  for (std::size_t i = 0; i < rows; ++i) {
    const MessageLine& line = life.lines[i];
    page.line(
        fmt::format("{}{}", page.ink(life_words(line.kind), Ink::bold),
                    line.is_by_order ? " (paired by folder and order: no pid is logged)" : ""),
        2);
    page.line(page.ink(page.place(line.path, line.offset), Ink::dim), 4);
    page.line(shown(line.line, page.style(), 1000), 4, 2);
  }
  const std::uint64_t more = life.lines.size() - rows + life.left_out;
  if (more > 0) page.line(fmt::format("and {} more: -v shows them", count_text(more, "line")), 2);
  if (life.lines.empty()) {
    std::string where;
    for (const std::string& path : life.looked_at)
      where += (where.empty() ? "" : ", ") + page.name(path);
    page.line(fmt::format("no line of it in {}", where.empty() ? "any main log" : where), 2);
  }
  for (const std::string& note : life.notes) page.line("- " + page.sentence(note), 2, 2);
}

}  // namespace queuehound
