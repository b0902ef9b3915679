#include "cli/queue.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <thread>

#include "base/text.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/quarantine.h"
#include "cli/queue_show.h"
#include "cli/read_server.h"
#include "mail/asked_subject.h"
#include "mail/message_id.h"
#include "report/queue_json.h"
#include "survey/spool_survey.h"
#include "verdict/roles.h"

namespace queuehound {
namespace {

QueueEntry entry_of(const QueueCandidate& candidate, const Server& server) {
  const SpoolMessage& message = candidate.message;
  const SpoolHeader& header = *message.header;
  QueueEntry entry;
  entry.id = message.file->id.text();
  entry.queue = candidate.queue;
  entry.size = candidate.size;
  if (candidate.known != nullptr) entry.known = *candidate.known;
  entry.is_damaged = header.damage != SpoolDamage::none;
  entry.received_at = arrival_of(message);
  entry.has_envelope = envelope_was_read(header.damage);
  if (!entry.has_envelope) {
    entry.actor = "unknown";
    return entry;
  }
  entry.sender = header.sender;
  entry.is_bounce = header.sender.empty();
  entry.is_frozen = header.is_frozen;
  entry.subject = decoded_subject(header);
  entry.actor = spool_actor(header, server);
  entry.campaign = spool_campaign(header, server);
  entry.script_claimed = claimed_script(header);
  if (header.has_host) entry.address = to_text(header.host_address);
  for (const SpoolRecipient& recipient : header.recipients)
    (recipient.is_done ? entry.delivered : entry.waiting).emplace_back(recipient.address);
  return entry;
}

bool is_json(const Options& options) { return options.scan.json || options.queue.json_lines; }

// Two forms asked for at once, of which only one could be printed; or an order of what has none.
std::optional<std::string> clash_of(const Options& options) {
  const QueueOptions& queue = options.queue;
  const struct {
    bool is_asked;
    std::string_view one, other;
  } clashes[] = {{queue.ids && is_json(options), "--ids", ""},
                 {queue.like && is_json(options), "--like", ""},
                 {queue.summary && queue.json_lines && !options.scan.json, "--summary", ""},
                 {queue.ids && queue.summary, "--ids", "--summary"},
                 {queue.like && queue.summary, "--like", "--summary"},
                 {queue.order && queue.like, "--sort", "--like"},
                 {queue.order && queue.summary, "--sort", "--summary"},
                 {queue.order && queue.count, "--sort", "--count"}};
  for (const auto& [is_asked, one, other] : clashes) {
    const std::string_view json = options.scan.json ? "--json" : "--jsonl";
    if (is_asked)
      return fmt::format("{} and {} do not go together", one, other.empty() ? json : other);
  }
  return {};
}

// The size needs a look at each -D, which costs as much as a third of reading the -H.
bool needs_size(const QueueOptions& options, bool as_json) {
  const QueueFilter& filter = options.filter;
  if (options.order == QueueOrder::size) return true;
  if (!filter.sizes.empty() || filter.at_least || filter.at_most) return true;
  if (options.summary || as_json) return !options.count;
  return !options.count && !options.ids && !options.brief;
}

struct Chosen {
  std::vector<QueueEntry> entries;
  std::vector<LikeRow> rows;  // with --like
  std::uint64_t fitting = 0, total = 0, unreadable = 0;
  std::vector<std::string> notes;
};

// Each worker of the survey fills a part of its own; the parts are joined in order.
class QueueReader {
 public:
  QueueReader(const QueueOptions& options, bool as_json, const ServerView& view,
              const SpoolListing& listing, const Attributions& known, unsigned threads)
      : options_(options),
        needs_size_(needs_size(options, as_json)),
        view_(view),
        listing_(listing),
        known_(known),
        parts_(threads) {}

  Chosen read();

 private:
  void take(unsigned worker, const SpoolMessage& message);
  std::uint64_t header_file_size(const SpoolMessage& message) const;

  const QueueOptions& options_;
  const bool needs_size_;
  const ServerView& view_;
  const SpoolListing& listing_;
  const Attributions& known_;
  std::vector<Chosen> parts_;
};

std::uint64_t QueueReader::header_file_size(const SpoolMessage& message) const {
  const auto status = view_.root.stat(listing_.directories[message.file->directory].path + "/" +
                                      std::string(message.file->id.text()) + "-H");
  return status ? static_cast<std::uint64_t>(status->st_size) : 0;
}

void QueueReader::take(unsigned worker, const SpoolMessage& message) {
  const std::uint64_t size = message_size(message);
  const std::string size_text = like_size_text(size);
  // Without the logs there is nothing to look up, for a hundred thousand messages.
  const auto known =
      known_.empty() ? known_.end() : known_.find(std::string(message.file->id.text()));
  const QueueCandidate candidate{.message = message,
                                 .queue = listing_.directories[message.file->directory].queue,
                                 .size = size,
                                 .size_text = trim(size_text),
                                 .known = known == known_.end() ? nullptr : &known->second};
  const Time now = view_.window.to;
  if (!matches(options_.filter, candidate, view_.server, now)) return;
  Chosen& part = parts_[worker];
  ++part.fitting;
  if (options_.count) return;
  if (options_.like) {
    part.rows.push_back(like_row(message, *options_.like, now,
                                 [this](const SpoolMessage& m) { return header_file_size(m); }));
  } else if (options_.ids && !options_.order) {
    part.entries.emplace_back();
    part.entries.back().id = message.file->id.text();
    part.entries.back().received_at = arrival_of(message);
  } else {
    part.entries.push_back(entry_of(candidate, view_.server));
  }
}

Chosen QueueReader::read() {
  const SpoolOutcome outcome =
      survey_spool(view_.root, listing_,
                   {.threads = static_cast<unsigned>(parts_.size()),
                    .measure_data = needs_size_,
                    .must_stop = was_interrupted},
                   [this](unsigned worker, const SpoolMessage& message) { take(worker, message); });
  Chosen all;
  all.total =
      static_cast<std::uint64_t>(std::ranges::count(listing_.files, true, &SpoolFile::has_header));
  if (was_interrupted())
    all.notes.push_back(
        fmt::format("interrupted: {} of {} queued messages read", outcome.messages, all.total));
  for (Chosen& part : parts_) {
    all.fitting += part.fitting;
    std::ranges::move(part.entries, std::back_inserter(all.entries));
    std::ranges::move(part.rows, std::back_inserter(all.rows));
  }
  all.unreadable = outcome.unreadable;
  for (const std::string& sample : outcome.unreadable_samples) complain(sample);
  sort_queue(all.entries, options_.order.value_or(QueueOrder::time));
  if (options_.newest_first) std::ranges::reverse(all.entries);
  return all;
}

// exim -bp shows one queue: the main one, or the one that -qG names.
void choose_queue(QueueOptions& options) {
  if (options.like && options.filter.queues.empty()) options.filter.queues.emplace_back("=");
}

// The ids become those of the incidents' quarantine.
Result<> choose_incidents(const Judged& judged, QueueOptions& queue) {
  const std::vector<Incident>& incidents = judged.result.incidents;
  queue.filter.ids.emplace();
  for (const std::string& word : queue.incidents) {
    const AskedSubject asked = TRY(parse_asked_subject(word));
    bool is_any = false;
    for (const Incident& incident : incidents) {
      if (role_in(incident, judged.ledger(), asked) != Role::culprit &&
          !asked.is_text(incident.actor_subject()))
        continue;
      is_any = true;
      for (const MessageId& id : incident.quarantine) queue.filter.ids->emplace(id.text());
    }
    if (is_any) continue;
    std::string known = incidents.empty() ? "\n  scan finds none here" : "\n  scan finds:";
    for (const Incident& incident : incidents)
      known += "\n  " + incident.id + "  " + to_printable(incident.actor_subject());
    return fail(Error::Kind::failed, "no such incident: " + to_printable(word) + known);
  }
  return {};
}

Result<Attributions> ask_logs(const Options& options, QueueOptions& queue,
                              const Terminal& terminal) {
  if (!needs_logs(queue)) return Attributions{};
  const Judged judged = TRY(read_and_judge(options.scan, terminal));
  if (!queue.incidents.empty()) TRY(choose_incidents(judged, queue));
  return attribute_queue(*judged.reading->file, judged.result);
}

std::string shown_as(const Options& options, const QueueOptions& queue, Chosen chosen,
                     const ServerView& view, const TextStyle& style) {
  const Time now = view.window.to;
  const TimeZone& zone = view.server.zone;
  const QueueHead head{.total = chosen.total, .now = now, .notes = chosen.notes};
  if (queue.count || queue.like == QueueForm::bpc) return std::to_string(chosen.fitting) + "\n";
  if (queue.like) return like_text(std::move(chosen.rows), *queue.like);
  if (queue.summary) {
    const auto rows = group_queue(chosen.entries, *queue.summary, now);
    return options.scan.json ? queue_group_json(rows, *queue.summary, head, zone)
                             : queue_group_table(rows, *queue.summary, now, style);
  }
  if (queue.ids) return queue_ids(chosen.entries);
  if (options.scan.json) return queue_json(chosen.entries, head, zone);
  if (queue.json_lines) return queue_lines(chosen.entries, now, zone);
  if (queue.brief) return queue_brief(chosen.entries, style);
  return queue_table(chosen.entries, chosen.total, now, style);
}

// Without a filter the names tell how many, as for exim -bpc: no message is opened.
bool is_plain_count(const QueueOptions& queue) {
  return queue.count && !asks_anything(queue.filter) && !needs_logs(queue);
}

std::uint64_t count_names(const SpoolListing& listing) {
  return static_cast<std::uint64_t>(
      std::ranges::count(listing.files, true, &SpoolFile::has_header));
}

// With --not that is every message: the ones to be spared as well, where a pattern was a slip.
bool fits_nothing(const QueueOptions& queue, const Chosen& chosen) {
  if (chosen.total == 0) return false;
  return chosen.fitting == (queue.filter.is_inverted ? chosen.total : 0);
}

Result<int> list_queue(const Options& options, const ServerView& view, const Terminal& terminal) {
  QueueOptions queue = options.queue;
  choose_queue(queue);
  const Attributions known = TRY(ask_logs(options, queue, terminal));
  const SpoolListing listing =
      TRY(take_or_list_spool(view.listed_queue.get(), view.root, view.server.spool_directory));
  for (const std::string& note : listing.notes) complain(note);
  if (is_plain_count(queue))
    return put_results(std::to_string(count_names(listing)) + "\n") ? 0 : 2;
  const unsigned threads = options.scan.threads != 0
                               ? options.scan.threads
                               : std::max(1u, std::thread::hardware_concurrency());
  const Interruptible interruptible;
  Chosen chosen = QueueReader(queue, is_json(options), view, listing, known, threads).read();
  for (const std::string& note : chosen.notes) complain(note);
  if (chosen.unreadable > 0) {
    complain(
        fmt::format("{} of {} queued messages could not be read", chosen.unreadable, chosen.total),
        ::geteuid() == 0 ? "" : "the same as root (sudo)");
    if (chosen.unreadable == chosen.total) return 2;
  }
  const bool is_found = chosen.fitting > 0 || chosen.total == 0;
  if (fits_nothing(queue, chosen) && !queue.regex_like.empty()) {
    complain(fmt::format("\"{}\" was looked for as it stands: no regular expressions here",
                         to_printable(queue.regex_like)),
             "queuehound queue --help, for what exiqgrep's options are here");
    if (queue.filter.is_inverted) return 2;
  }
  const TextStyle style{terminal.table_width, terminal.utf8, terminal.colour};
  const std::string words = shown_as(options, queue, std::move(chosen), view, style);
  if (!(is_json(options) ? put_results(words) : put_text(words, terminal))) return 2;
  if (was_interrupted()) return kInterrupted;
  return is_found ? 0 : 1;
}

// What somebody who does not know the command by heart may have meant.
std::string meant_by(const std::vector<std::string>& words) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kForms{
      {{"list", "queuehound queue"},
       {"count", "queuehound queue --count"},
       {"summary", "queuehound queue --summary sender"},
       {"ids", "queuehound queue --ids"}}};
  for (const auto& [word, form] : kForms)
    if (words.front() == word) return std::string(form);
  for (const std::string& word : words)
    if (parse_message_id(word)) return "queuehound queue show " + word;
  return "queuehound queue --help";
}

}  // namespace

int run_queue(const Options& options) {
  const bool is_show = !options.operands.empty() && options.operands[0] == "show";
  const bool is_quarantine = !options.operands.empty() && options.operands[0] == "quarantine";
  if (!is_quarantine && !options.operands.empty() && (!is_show || options.operands.size() < 2)) {
    complain("queue takes options, or: queue show MSG..., queue quarantine WHAT",
             meant_by(options.operands));
    return 2;
  }
  if (is_show && chooses_or_lists(options.queue)) {
    complain("queue show takes message ids, and no options that choose or list messages",
             "queuehound queue -f SENDER --ids | xargs queuehound queue show");
    return 2;
  }
  if (const auto clash = clash_of(options); clash && options.operands.empty()) {
    complain(*clash, options.queue.ids ? "queuehound queue --jsonl" : "queuehound queue --help");
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const auto view = find_server_of(options.scan, is_quarantine ? Slips::are_told : Slips::stop);
  if (!view) {
    complain(view.error());
    return 2;
  }
  if ((*view)->slip && may_set(*(*view)->slip, "spool_directory")) {
    complain(why_it_waits(*(*view)->slip, "spool_directory"), "man queuehound.toml");
    return 2;
  }
  if ((*view)->server.spool_directory.empty()) {
    complain("no spool directory of Exim was found", "queuehound queue --spool DIR");
    return 2;
  }
  if (is_quarantine) return run_quarantine(options, **view);
  if (is_show) return show_queued(options, **view, std::span(options.operands).subspan(1));
  const auto status = list_queue(options, **view, terminal);
  if (status) return *status;
  complain(status.error());
  return was_interrupted() ? kInterrupted : 2;
}

}  // namespace queuehound
