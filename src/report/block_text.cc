// Blocks for people.
#include <fmt/format.h>

#include <algorithm>

#include "report/block_report.h"
#include "report/numbers.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestAddress = 43;  // an IPv6 network

struct Columns {
  std::size_t address = 7, by = 2, backend = 7;
};

std::string by_of(const BlockRow& row) {
  // Of a journal that is not here: the reason says so.
  if (row.action.empty()) return row.reason.empty() ? "not ours" : "-";
  return row.incident.empty() ? row.action : row.action + " " + row.incident;
}

std::string left_of(const BlockRow& row, Time now) {
  if (!row.holds) return "gone";
  if (!row.until) return row.action.empty() ? "-" : "for ever";
  return *row.until <= now ? "overdue" : duration_text(*row.until - now);
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t columns = display_width(text);
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

std::string row_line(const BlockRow& row, const Columns& columns, Time now,
                     const TextStyle& style) {
  const std::string left =
      padded(row.address, columns.address) + "  " + padded(by_of(row), columns.by) + "  " +
      padded(row.backend, columns.backend) + "  " + padded(left_of(row, now), 8) + "  " +
      padded(row.hits ? number_text(*row.hits) : "-", 7) + "  ";
  const std::size_t used = display_width(left);
  const std::string reason =
      shown(row.reason, style, style.width > used + 10 ? style.width - used : 10);
  return left + reason + "\n";
}

std::string list_text(const std::vector<BlockRow>& rows, Time now, const TextStyle& style) {
  if (rows.empty()) return "Nobody is blocked.\n";
  Columns columns;
  for (const BlockRow& row : rows) {
    columns.address = std::max(columns.address, std::min(row.address.size(), kLongestAddress));
    columns.by = std::max(columns.by, by_of(row).size());
    columns.backend = std::max(columns.backend, row.backend.size());
  }
  std::string text = inked(padded("ADDRESS", columns.address) + "  " + padded("BY", columns.by) +
                               "  " + padded("BACKEND", columns.backend) + "  " +
                               padded("LEFT", 8) + "  " + padded("HITS", 7) + "  REASON",
                           Ink::bold, style) +
                     "\n";
  for (const BlockRow& row : rows) text += row_line(row, columns, now, style);
  const auto is_gone = [](const BlockRow& row) { return !row.holds; };
  if (std::ranges::any_of(rows, is_gone))
    text += wrapped(
        "\"gone\": the firewall does not show it any more, though its time is not over; "
        "somebody took it out there, or a reboot did.",
        "", 0, style.width);
  return text;
}

std::string step_text(const BlockStep& step, const TextStyle& style) {
  const std::string mark =
      step.is_done ? inked("ok", Ink::green, style) : inked("!!", Ink::red, style);
  const std::string lead = fmt::format(" {}  {:<6} ", mark, step.action);
  std::string text = shown(step.text, style);
  if (!step.verified.empty()) text += " (" + shown(step.verified, style) + ")";
  return wrapped(text, lead, 12, style.width);
}

std::string test_text(const BlockTest& test, Time now, const TextStyle& style) {
  std::string text;
  if (test.row) {
    const BlockRow& row = *test.row;
    text = fmt::format("{} is blocked by {} ({}", test.address, row.backend, by_of(row));
    if (row.until) text += fmt::format(", {} left", left_of(row, now));
    if (row.hits) text += fmt::format(", {}", count_text(*row.hits, "packet"));
    text += row.reason.empty() ? ")." : "): " + shown(row.reason, style, 200);
    text = wrapped(text, "", 2, style.width);
  } else {
    text = test.address + " is not blocked.\n";
  }
  for (const std::string& why : test.why_not)
    text += wrapped("It would be left open: " + shown(why, style) + ".", "  ", 4, style.width);
  if (test.why_not.empty() && !test.row)
    text += test.backend.empty() ? "  No firewall here can block it.\n"
                                 : fmt::format("  It would be blocked by {}.\n", test.backend);
  for (const std::string& passed : test.passed_over)
    text += wrapped("not " + shown(passed, style), "  ", 4, style.width);
  return text;
}

}  // namespace

std::string block_text(const BlockReport& report, const TextStyle& style) {
  std::string text;
  for (const BlockStep& step : report.steps) text += step_text(step, style);
  if (report.blocked) text += list_text(*report.blocked, report.at, style);
  if (report.test) text += test_text(*report.test, report.at, style);
  return text;
}

std::string allow_text(const std::vector<AllowRow>& rows, const TextStyle& style) {
  if (rows.empty()) return "Nobody is on the allow list.\n";
  std::size_t width = 0;
  for (const AllowRow& row : rows)
    width = std::max(width, display_width(shown(row.subject, style, 50)));
  std::string text;
  for (const AllowRow& row : rows)
    text +=
        padded(shown(row.subject, style, 50), width) + "  " + shown(row.note, style, 200) + "\n";
  return text;
}

}  // namespace queuehound
