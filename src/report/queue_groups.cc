// The queue summed up by what messages share.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "mail/address.h"
#include "mail/subject.h"
#include "report/numbers.h"
#include "report/queue_print.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 7> kGroups{"sender",  "actor",    "domain", "script",
                                                  "subject", "campaign", "age"};

constexpr std::string_view kUnknown = "(unknown: damaged)";

struct AgeClass {
  seconds below;
  std::string_view words;
};
constexpr std::array<AgeClass, 7> kAges{{{seconds(900), "under 15 minutes"},
                                         {seconds(3600), "15 minutes to 1 hour"},
                                         {seconds(4 * 3600), "1 to 4 hours"},
                                         {seconds(24 * 3600), "4 to 24 hours"},
                                         {seconds(3 * 86400), "1 to 3 days"},
                                         {seconds(7 * 86400), "3 to 7 days"},
                                         {seconds::max(), "over 7 days"}}};

std::string age_class(seconds age) {
  const auto row = std::ranges::find_if(kAges, [&](const AgeClass& a) { return age < a.below; });
  return std::string(row == kAges.end() ? kAges.back().words : row->words);
}

std::string or_none(std::string_view text, std::string_view none) {
  return std::string(text.empty() ? none : text);
}

// A message to many domains counts once for each of them.
std::set<std::string> domains_of(const QueueEntry& entry) {
  if (!entry.has_envelope) return {std::string(kUnknown)};
  std::set<std::string> domains;
  for (const std::string& address : entry.waiting)
    domains.insert(or_none(to_lower(domain_of(address)), "(no domain)"));
  if (domains.empty())
    domains.insert(entry.delivered.empty() ? "(no recipients)" : "(all delivered)");
  return domains;
}

std::string program_of(const Attribution& known) {
  if (!known.script.empty()) return known.script;
  if (known.directory.empty()) return "(no program known)";
  const std::string slash = known.directory.ends_with('/') ? "" : "/";
  return known.directory + slash + " (the file is not known)";
}

std::set<std::string> names_of(const QueueEntry& entry, QueueGroup by, Time now) {
  switch (by) {
    case QueueGroup::sender:
      if (!entry.has_envelope) return {std::string(kUnknown)};
      return {or_none(fold_address(entry.sender), "<>")};
    case QueueGroup::actor:
      return {entry.known.actor.empty() ? entry.actor : entry.known.actor};
    case QueueGroup::domain:
      return domains_of(entry);
    case QueueGroup::script:
      return {program_of(entry.known)};
    case QueueGroup::subject:
      return {or_none(entry.subject, entry.has_envelope ? "(no subject)" : kUnknown)};
    case QueueGroup::campaign:
      return {or_none(entry.campaign, "(unreadable)") + "  " + entry.actor + "  " +
              or_none(subject_skeleton(entry.subject), "(no subject)")};
    case QueueGroup::age:
      break;
  }
  return {age_class(now - entry.received_at)};
}

std::uint64_t recipients_in(const QueueEntry& entry, QueueGroup by, const std::string& name) {
  if (by != QueueGroup::domain) return entry.waiting.size();
  return static_cast<std::uint64_t>(std::ranges::count_if(entry.waiting, [&](const std::string& a) {
    return equal_ignoring_case(domain_of(a), name);
  }));
}

std::size_t age_rank(const std::string& words) {
  const auto row = std::ranges::find(kAges, words, &AgeClass::words);
  return static_cast<std::size_t>(row - kAges.begin());
}

void sort_rows(std::vector<QueueGroupRow>& rows, QueueGroup by) {
  std::ranges::sort(rows, [by](const QueueGroupRow& a, const QueueGroupRow& b) {
    if (by == QueueGroup::age) return age_rank(a.name) < age_rank(b.name);
    return a.messages != b.messages ? a.messages > b.messages : a.name < b.name;
  });
}

}  // namespace

std::optional<QueueGroup> queue_group_of(std::string_view word) {
  const auto found = std::ranges::find(kGroups, word);
  if (found == kGroups.end()) return {};
  return static_cast<QueueGroup>(found - kGroups.begin());
}

std::string_view queue_group_name(QueueGroup group) {
  return kGroups[static_cast<std::size_t>(group)];
}

std::vector<QueueGroupRow> group_queue(const std::vector<QueueEntry>& entries, QueueGroup by,
                                       Time now) {
  std::unordered_map<std::string, QueueGroupRow> groups;
  for (const QueueEntry& entry : entries) {
    for (const std::string& name : names_of(entry, by, now)) {
      QueueGroupRow& row = groups[name];
      if (row.messages++ == 0) row.oldest = entry.received_at;
      row.oldest = std::min(row.oldest, entry.received_at);
      row.recipients += recipients_in(entry, by, name);
      row.frozen += entry.is_frozen;
      row.bytes += entry.size;
    }
  }
  std::vector<QueueGroupRow> rows;
  for (auto& [name, row] : groups) {
    row.name = name;
    rows.push_back(std::move(row));
  }
  sort_rows(rows, by);
  return rows;
}

std::string queue_group_table(const std::vector<QueueGroupRow>& rows, QueueGroup by, Time now,
                              const TextStyle& style) {
  if (rows.empty()) return "No message fits.\n";
  std::string out =
      inked(fmt::format("{:>9} {:>10} {:>7} {:>8}  {:<8}  {}\n", "messages", "recipients", "frozen",
                        "size", "oldest", queue_group_name(by)),
            Ink::bold, style);
  const std::size_t room = std::max<std::size_t>(style.width, 80) - 49;
  for (const QueueGroupRow& row : rows)
    out += fmt::format("{:>9} {:>10} {:>7} {:>8}  {:<8}  {}\n", number_text(row.messages),
                       number_text(row.recipients), number_text(row.frozen), size_text(row.bytes),
                       duration_text(now - row.oldest), shown(row.name, style, room));
  return out;
}

}  // namespace queuehound
