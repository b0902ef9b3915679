#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/incident_text.h"
#include "report/notes_text.h"
#include "report/numbers.h"
#include "report/page.h"
#include "report/words.h"

namespace queuehound {
namespace {

bool is_whole(const ScanResult& result) {
  return result.queue_was_read && result.main_log_was_read && !result.main_log_is_silent &&
         !is_main_log_strange(result);
}

// ---- the two lines that matter ----

std::string found_sentence(const Page& page, const ScanResult& result) {
  constexpr std::size_t kNamed = 3;
  std::string text = count_text(result.incidents.size(), "incident") + ": ";
  const std::size_t rows = std::min(result.incidents.size(), kNamed);
  for (std::size_t i = 0; i < rows; ++i) {
    if (i > 0) text += "; ";
    text += incident_headline(page, result.incidents[i], result);
  }
  if (result.incidents.size() > rows)
    text += fmt::format("; and {} more", result.incidents.size() - rows);
  return text;
}

std::string clean_sentence(const ScanResult& result) {
  if (is_whole(result)) return "Nothing found: nobody on this server looks like a sender of spam.";
  if (result.queue_was_read && result.main_log_was_read)
    return fmt::format("Nothing found, but {}: half an answer.", unread_words(result));
  if (result.queue_was_read)
    return "Nothing found in the queue, but the main log could not be read: half an answer.";
  if (result.main_log_was_read)
    return "Nothing found in the logs, but the queue could not be read: half an answer.";
  return "No answer: neither the queue nor the main log could be read.";
}

std::string advice_without_incident(const ScanResult& result) {
  if (is_whole(result) && result.doubtful == 0) return "Nothing to do.";
  if (is_whole(result))
    return fmt::format("Nothing to do at once. {} in NOTES below deserve{} a look.",
                       count_text(result.doubtful, "sender"), result.doubtful == 1 ? "s" : "");
  if (result.queue_was_read && result.main_log_was_read && is_main_log_strange(result))
    return "What to do: look at them with queuehound parse --kind exim_main (see NOTES).";
  return result.main_log_is_silent
             ? "What to do: find where Exim writes now (see NOTES), and scan again."
             : "What to do: make both readable (see NOTES), and scan again.";
}

std::string advice(const Page& page, const ScanResult& result) {
  if (result.incidents.empty()) return advice_without_incident(result);
  for (const Incident& incident : result.incidents) {
    const PlannedAction* next = incident.next_step();
    if (next == nullptr) continue;
    return fmt::format("What to do first: {}. {} below.", action_text(page, *next, incident),
                       result.incidents.size() == 1 ? "The whole plan is" : "All plans are");
  }
  if (std::ranges::any_of(result.incidents, [](const Incident& one) { return !one.deeds.empty(); }))
    return "What to do: nothing new; what the plans ask for was done (see Done below).";
  return "What to do: judge the evidence below; no plan could be made from it.";
}

void write_verdict(Page& page, const ScanResult& result) {
  const bool is_found = !result.incidents.empty();
  const Ink colour = is_found ? Ink::red : is_whole(result) ? Ink::green : Ink::yellow;
  page.line(page.ink(is_found ? found_sentence(page, result) : clean_sentence(result), colour));
  page.line(advice(page, result));
}

// ---- what was looked at ----

std::string sources_text(const ScanResult& result) {
  std::vector<std::pair<std::string_view, std::uint64_t>> kinds;  // in order of appearance
  for (const SourceReport& source : result.sources) {
    if (source.kind == "spool") continue;  // the queue has a line of its own
    const auto row =
        std::ranges::find(kinds, source.kind, [](const auto& kind) { return kind.first; });
    if (row == kinds.end()) {
      kinds.emplace_back(source.kind, 1);
    } else {
      ++row->second;
    }
  }
  std::string text;
  for (const auto& [kind, files] : kinds)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", count_text(files, source_words(kind)));
  if (!result.queue_was_read) return text;
  return text + (text.empty() ? "" : ", ") + count_text(result.queue.messages, "queued message");
}

void write_header(Page& page, const ScanResult& result) {
  const std::string exim =
      result.exim_version.empty() ? "Exim" : "Exim " + page.name(result.exim_version);
  page.blank();
  page.line(
      facts(page, {"queuehound " QUEUEHOUND_VERSION, page.name(result.hostname), exim,
                   page.name(result.profile),
                   result.root == "/" || result.root.empty() ? std::string()
                                                             : "copy in " + page.name(result.root),
                   date_text(result.generated_at, result.zone) + " " +
                       zone_text(result.generated_at, result.zone)}));
  page.line(fmt::format("Judged {} ({}).",
                        solid(span_text(result.from, result.to, result.generated_at, result.zone)),
                        solid(duration_text(result.to - result.from))));
  std::string read = "Read ";
  if (result.bytes_read > 0) read += solid(size_text(result.bytes_read)) + " ";
  if (result.seconds_taken > 0)
    read += solid(fmt::format("in {:.1f} s", result.seconds_taken)) + ": ";
  page.line(read + shown(sources_text(result), page.style()) + ".");
}

void write_queue(Page& page, const ScanResult& result) {
  const QueueTotals& queue = result.queue;
  page.blank();
  if (!result.queue_was_read) {
    page.line(page.ink("QUEUE", Ink::bold) + "  could not be read", 0, 7);
    return;
  }
  const std::string size =
      queue.bytes == 0 ? std::string() : fmt::format(" ({})", size_text(queue.bytes));
  page.line(
      fmt::format("{}  {}", page.ink("QUEUE", Ink::bold),
                  facts(page, {count_text(queue.messages, "message") + size,
                               fmt::format("to {}", count_text(queue.recipients, "recipient")),
                               fmt::format("frozen {}", number_text(queue.frozen)),
                               fmt::format("bounces {}", number_text(queue.bounces)),
                               queue.oldest
                                   ? fmt::format("oldest {}",
                                                 duration_text(result.generated_at - *queue.oldest))
                                   : std::string()})),
      0, 7);
}

// ---- what is no incident ----

void write_looks_fine(Page& page, const ScanResult& result) {
  if (result.looks_fine.empty()) return;
  page.heading("ALSO LOOKED AT, LOOKS FINE");
  const std::size_t rows = std::min(result.looks_fine.size(), page.most(8));
  for (std::size_t i = 0; i < rows; ++i) {
    const LooksFine& fine = result.looks_fine[i];
    page.line(fmt::format("{}  {}  {}", page.name(fine.actor),
                          solid(count_text(fine.messages, "message")), page.sentence(fine.why)),
              2, 2);
  }
  if (rows < result.looks_fine.size())
    page.line(fmt::format("and {} more: -v shows all", result.looks_fine.size() - rows), 2);
}

std::string lines_note(const Page& page, const ScanResult& result) {
  std::uint64_t lines = 0;
  const SourceReport* worst = nullptr;
  for (const SourceReport& source : result.sources) {
    lines += source.unrecognised;
    if (source.unrecognised > (worst ? worst->unrecognised : 0)) worst = &source;
  }
  if (!worst) return {};
  std::string text = fmt::format("{} not understood, most of them in {}", count_text(lines, "line"),
                                 page.name(worst->path));
  if (page.is_full() && !worst->sample.empty())
    text += fmt::format(", such as: {}", page.text(worst->sample));
  return text;
}

void write_end(Page& page, const ScanResult& result) {
  std::string command = "queuehound scan";
  // Only a name that needs no quotes: the line is there to be copied.
  const bool is_plain = std::ranges::all_of(result.root, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_';
  });
  if (result.root != "/" && !result.root.empty() && is_plain) command += " --root " + result.root;
  page.blank();
  page.line("Nothing was changed.");
  page.line(fmt::format("Next: {} for every address, id and log line, or {} for programs",
                        solid(command + " -v"), solid(command + " --json")),
            0, 6);
}

}  // namespace

std::string scan_text(const ScanResult& result, const TextOptions& options) {
  Page page(options);
  write_verdict(page, result);
  if (options.detail == TextDetail::brief) return page.take();
  write_header(page, result);
  write_queue(page, result);
  for (const Incident& incident : result.incidents) write_incident(page, incident, result);
  write_looks_fine(page, result);
  write_notes(page, lines_note(page, result), result.notes);
  write_end(page, result);
  return page.take();
}

}  // namespace queuehound
