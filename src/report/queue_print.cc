#include "report/queue_print.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "report/numbers.h"

namespace queuehound {
namespace {

std::string padded(std::string text, std::size_t width) {
  const std::size_t columns = display_width(text);
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

constexpr std::size_t kUncut = 0;

std::string recipients_words(const QueueEntry& entry, const TextStyle& style, std::size_t limit) {
  if (!entry.has_envelope) return "(unknown)";
  if (entry.waiting.empty()) return entry.delivered.empty() ? "(none)" : "(all delivered)";
  const std::string more =
      entry.waiting.size() > 1 ? fmt::format(" +{}", entry.waiting.size() - 1) : "";
  return shown(entry.waiting.front(), style, limit == kUncut ? kUncut : limit - more.size()) + more;
}

std::string sender_words(const QueueEntry& entry, const TextStyle& style, std::size_t limit) {
  if (!entry.has_envelope) return "(unknown)";
  return entry.is_bounce ? "<> (bounce)" : shown(entry.sender, style, limit);
}

std::string first_line(const std::vector<QueueEntry>& entries, std::uint64_t total, Time now) {
  std::uint64_t frozen = 0, bounces = 0;
  Time oldest = now;
  for (const QueueEntry& entry : entries) {
    frozen += entry.is_frozen;
    bounces += entry.is_bounce;
    oldest = std::min(oldest, entry.received_at);
  }
  if (entries.empty())
    return total == 0 ? "The queue is empty."
                      : fmt::format("None of {} in the queue fits.", count_text(total, "message"));
  const std::string chosen = entries.size() == total
                                 ? count_text(total, "message") + " in the queue"
                                 : fmt::format("{} of {} in the queue", number_text(entries.size()),
                                               count_text(total, "message"));
  return fmt::format("{}: {} frozen, {}, the oldest {} old.", chosen, number_text(frozen),
                     count_text(bounces, "bounce"), duration_text(now - oldest));
}

std::string_view marks_of(const QueueEntry& entry) {
  return entry.is_damaged ? "[damaged] " : entry.is_frozen ? "[frozen] " : "";
}

// Columns of text, which need what they need and get what there is.
using Widths = std::array<std::size_t, 3>;  // sender, recipients, subject

constexpr std::size_t kWidest = 128;  // one endless address must not fill all lines with blanks

Widths wanted_widths(const std::vector<QueueEntry>& entries, const TextStyle& style) {
  Widths wanted{6, 10, 7};  // the words above them
  for (const QueueEntry& entry : entries) {
    const Widths row{display_width(sender_words(entry, style, kUncut)),
                     display_width(recipients_words(entry, style, kUncut)),
                     marks_of(entry).size() + display_width(shown(entry.subject, style, kUncut))};
    for (std::size_t i = 0; i < row.size(); ++i) wanted[i] = std::max(wanted[i], row[i]);
  }
  for (std::size_t i = 0; i < 2; ++i) wanted[i] = std::min(wanted[i], kWidest);
  return wanted;
}

// Where `room` is too small the widest are cut, to one width.
Widths shared_out(Widths wanted, std::size_t room) {
  std::array<std::size_t, 3> narrow_first{0, 1, 2};
  std::ranges::sort(narrow_first, {}, [&](std::size_t column) { return wanted[column]; });
  std::size_t columns = wanted.size();
  for (const std::size_t column : narrow_first) {
    wanted[column] = std::min(wanted[column], room / columns--);
    room -= wanted[column];
  }
  return wanted;
}

}  // namespace

std::string queue_table(const std::vector<QueueEntry>& entries, std::uint64_t total, Time now,
                        const TextStyle& style) {
  std::string out =
      inked(wrapped(first_line(entries, total, now), "", 0, style.width), Ink::bold, style);
  if (entries.empty()) return out;
  out += wrapped("One message whole: queuehound queue show " + entries.front().id, "", 2,
                 style.width) +
         "\n";
  std::size_t id_width = 16;
  for (const QueueEntry& entry : entries) id_width = std::max(id_width, entry.id.size());
  // Half a window leaves room for who and what alone.
  constexpr std::size_t kNumber = 9, kLeastOfText = 36, kLeastRoom = 18;
  const std::size_t least = id_width + 2 + 2 + kLeastOfText;
  const std::size_t size = style.width >= least + 2 * kNumber ? kNumber : 0;
  const std::size_t age = style.width >= least + kNumber ? kNumber : 0;
  const std::size_t fixed = age + size + id_width + 2 + 2;
  const std::size_t room = std::max(style.width - std::min(style.width, fixed), kLeastRoom);
  const auto [sender, recipients, subject] = shared_out(wanted_widths(entries, style), room);
  const auto cell = [](std::string text, std::size_t width) {
    return width == 0 ? "" : padded(std::move(text), width);
  };
  out += inked(cell("age", age) + cell("size", size) + padded("id", id_width + 2) +
                   padded(std::string("sender").substr(0, sender), sender + 1) +
                   padded(std::string("recipients").substr(0, recipients), recipients + 1) +
                   std::string("subject").substr(0, subject) + "\n",
               Ink::dim, style);
  for (const QueueEntry& entry : entries) {
    const std::string marks(marks_of(entry));
    out += cell(duration_text(now - entry.received_at), age) + cell(size_text(entry.size), size) +
           padded(entry.id, id_width + 2) + padded(sender_words(entry, style, sender), sender + 1) +
           padded(recipients_words(entry, style, recipients), recipients + 1) +
           inked(marks, Ink::yellow, style) +
           shown(entry.subject, style, subject - std::min(subject - 1, marks.size())) + "\n";
  }
  return out;
}

std::string queue_ids(const std::vector<QueueEntry>& entries) {
  std::string out;
  for (const QueueEntry& entry : entries) out.append(entry.id).append("\n");
  return out;
}

std::string queue_brief(const std::vector<QueueEntry>& entries, const TextStyle& style) {
  std::string out;
  for (const QueueEntry& entry : entries) {
    out += entry.id +
           " From: " + (entry.has_envelope ? "<" + shown(entry.sender, style) + ">" : "(unknown)") +
           " To: ";
    for (std::size_t i = 0; i < entry.waiting.size(); ++i)
      out += (i > 0 ? ";" : "") + shown(entry.waiting[i], style);
    out += "\n";
  }
  return out;
}

std::optional<QueueOrder> queue_order_of(std::string_view word) {
  constexpr std::array<std::string_view, 5> kOrders{"time", "size", "recipients", "sender",
                                                    "subject"};
  const auto found = std::ranges::find(kOrders, word);
  if (found == kOrders.end()) return {};
  return static_cast<QueueOrder>(found - kOrders.begin());
}

void sort_queue(std::vector<QueueEntry>& entries, QueueOrder order) {
  std::ranges::stable_sort(entries, {}, &QueueEntry::received_at);
  switch (order) {
    case QueueOrder::time:
      return;
    case QueueOrder::size:
      return void(std::ranges::stable_sort(entries, std::greater{}, &QueueEntry::size));
    case QueueOrder::recipients:
      return void(std::ranges::stable_sort(
          entries, std::greater{}, [](const QueueEntry& entry) { return entry.waiting.size(); }));
    case QueueOrder::sender:
      return void(std::ranges::stable_sort(entries, {}, &QueueEntry::sender));
    case QueueOrder::subject:
      return void(std::ranges::stable_sort(entries, {}, &QueueEntry::subject));
  }
}

}  // namespace queuehound
