#include "cli/queue_show.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cli/output.h"
#include "formats/exim_log.h"
#include "mail/subject.h"
#include "survey/detect_compression.h"
#include "survey/line_reader.h"
#include "survey/quarantine_listing.h"

namespace queuehound {
namespace {

constexpr std::size_t kLogLines = 2000;  // of one message

struct Found {
  std::string header_bytes, body, directory;
  bool is_there = false;
  std::string quarantine;  // the name of its folder; "" in the queue
};

// -H and the beginning of the body, as they stand at `stem`.
Result<> read_message(const ServerView& view, const MessageId& id, const std::string& stem,
                      std::size_t body_limit, Found& found) {
  found.is_there = true;
  found.directory = stem.substr(0, stem.rfind('/'));
  found.header_bytes = TRY(view.root.read_file(stem + "-H", std::size_t{64} << 20));
  const auto data = view.root.open_file(stem + "-D");
  if (!data) return {};
  found.body.resize(body_limit + 1);
  const std::size_t first_line = id.length + 3u;  // "<id>-D" and its LF
  const ssize_t got =
      ::pread(data->get(), found.body.data(), found.body.size(), static_cast<off_t>(first_line));
  found.body.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return {};
}

Result<> find_in_queue(const ServerView& view, const MessageId& id, std::size_t body_limit,
                       Found& found) {
  const SpoolListing listing = TRY(list_spool(view.root, view.server.spool_directory));
  const auto file = std::ranges::find_if(listing.files, [&](const SpoolFile& candidate) {
    return candidate.has_header && candidate.id == id;
  });
  if (file == listing.files.end()) return {};
  const std::string stem = listing.directories[file->directory].path + "/" + std::string(id.text());
  return read_message(view, id, stem, body_limit, found);
}

Result<> find_in_quarantine(const ServerView& view, const MessageId& id, std::size_t body_limit,
                            Found& found) {
  const std::string& spool = view.server.spool_directory;
  const auto held = find_held(view.root, spool, id);
  if (!held) return {};
  found.quarantine = held->batch.name;
  return read_message(view, id, held_stem(spool, held->batch, held->message), body_limit, found);
}

Result<Found> find_message(const ServerView& view, const MessageId& id, std::size_t body_limit,
                           bool in_queue) {
  Found found;
  if (in_queue) TRY(find_in_queue(view, id, body_limit, found));
  if (found.is_there) return found;
  TRY(find_in_quarantine(view, id, body_limit, found));
  return found;
}

// Lines of text from outside, each made printable.
std::string indented(std::string_view bytes, const TextStyle& style) {
  std::string out;
  for_each_line(bytes, [&](std::string_view line) { out += "  " + shown(line, style) + "\n"; });
  return out;
}

std::string envelope_text(const SpoolHeader& header, const Found& found, const TimeZone& zone,
                          const TextStyle& style) {
  const auto row = [&](std::string_view name, std::string_view value) {
    return value.empty() ? std::string() : fmt::format("  {:<12}{}\n", name, shown(value, style));
  };
  std::string out = row("File", found.directory + "/" + std::string(header.id.text()) + "-H");
  out += row("Received", to_rfc3339(header.received_at, zone));
  out += row("Sender", header.sender.empty() ? "<> (a bounce)" : header.sender);
  out += row("Actor", spool_actor(header));
  out += row("Protocol", header.received_protocol);
  if (header.has_host) out += row("Client", to_text(header.host_address));
  out += row("Client says", header.helo_name) + row("Login", header.auth_id);
  const std::string waits = header.is_frozen ? "frozen" : "waits";
  out += row("State", found.quarantine.empty() ? waits : "in quarantine " + found.quarantine);
  if (header.damage != SpoolDamage::none) out += row("Damage", damage_text(header.damage));
  for (const SpoolRecipient& recipient : header.recipients)
    out += row(recipient.is_done ? "Delivered" : "To", recipient.address);
  return out;
}

std::string headers_text(const SpoolHeader& header, const TextStyle& style) {
  std::string decoded = "\nHEADERS, decoded\n", raw = "\nHEADERS, as they stand\n";
  for (const SpoolHeaderLine& line : header.headers) {
    if (line.flag == '*') continue;
    decoded += fmt::format("  {}: {}\n", shown(line.name, style),
                           shown(decode_subject(line.value), style));
    raw += indented(line.raw, style);
  }
  return decoded + raw;
}

// The message's lines of the main log, with the file they stand in.
std::string log_text(const ServerView& view, std::string_view id, Time since,
                     const TextStyle& style) {
  std::string out;
  std::size_t lines = 0;
  for (const LogSource& log : view.server.logs) {
    if (log.kind != LogKind::exim_main) continue;
    for (const LogSegment& segment : find_segments(view.root, log.path, since).segments) {
      const auto file = view.root.open_file(segment.path);
      if (!file) continue;
      bool is_first = true;
      const auto take = [&](std::string_view line) {
        if (line.find(id) == line.npos || lines >= kLogLines) return;
        if (std::exchange(is_first, false)) out += "  " + shown(segment.path, style) + ":\n";
        out += "  " + shown(line, style) + "\n";
        ++lines;
      };
      (void)read_lines(*file, detect_compression(*file), 0, UINT64_MAX,
                       [&](const LineBlock& block) {
                         for_each_line(block.text, take);
                         return lines < kLogLines;
                       });
    }
  }
  return out;
}

std::string body_text(const Found& found, std::size_t limit, const TextStyle& style) {
  std::string out = "\nBODY\n" + indented(std::string_view(found.body).substr(0, limit), style);
  if (found.body.size() > limit)
    out += fmt::format("  ... more than {} bytes; --body BYTES shows more\n", limit);
  return out;
}

int show(const Options& options, const ServerView& view, const std::string& word, bool in_queue) {
  const std::string_view text = std::string_view(word).substr(word.starts_with("msg:") ? 4 : 0);
  const auto id = parse_message_id(text);
  if (!id) {
    complain("\"" + word + "\" is no message id of Exim's", "queuehound queue --ids");
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  const auto found = find_message(view, *id, options.queue.body_limit, in_queue);
  if (!found) {
    complain(found.error());
    return 2;
  }
  std::string out;
  if (found->is_there) {
    SpoolHeader header;
    parse_spool_header(found->header_bytes, std::string(text) + "-H", header);
    out = fmt::format("{} {}\n", text,
                      found->quarantine.empty() ? "waits in the queue" : "is in quarantine") +
          envelope_text(header, *found, view.server.zone, style) + headers_text(header, style) +
          body_text(*found, options.queue.body_limit, style);
  } else {
    out = fmt::format("{} is not in {}: delivered, removed, or never here\n", text,
                      in_queue ? "the queue" : "quarantine");
  }
  const std::string log = log_text(view, text, id->time() - seconds(86400), style);
  out += "\nMAIN LOG\n" + (log.empty() ? "  no line about it\n" : log);
  if (!put_results(out)) return 2;
  return found->is_there || (in_queue && !log.empty()) ? 0 : 1;
}

}  // namespace

int show_queued(const Options& options, const ServerView& view, const std::string& word) {
  return show(options, view, word, true);
}

int show_quarantined(const Options& options, const ServerView& view, const std::string& word) {
  return show(options, view, word, false);
}

}  // namespace queuehound
