#include "cli/queue_show.h"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/plain_entry.h"
#include "cli/output.h"
#include "mail/asked_subject.h"
#include "report/queue_message.h"
#include "survey/log_end.h"
#include "survey/quarantine_listing.h"
#include "survey/spool_survey.h"
#include "verdict/queue_filter.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostHeader = std::size_t{64} << 20;

// The first `limit` bytes of its body; is_body_cut where there are more.
void read_body(const ServerView& view, const std::string& stem, std::size_t limit,
               ShownMessage& message) {
  const auto data = open_plain_file(view.root, stem + "-D");
  message.has_data = data || data.error().kind != Error::Kind::gone;
  if (!data) {
    message.body_trouble = data.error().text;
    return;
  }
  message.body.resize(limit + 1);
  const std::size_t first_line = message.id.size() + 3;  // "<id>-D" and its LF
  const ssize_t got = ::pread(data->get(), message.body.data(), message.body.size(),
                              static_cast<off_t>(first_line));
  message.body.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  message.is_body_cut = message.body.size() > limit;
  message.body.resize(std::min(message.body.size(), limit));
}

// -H, -J and the beginning of the body, as they stand at `stem`.
Result<> read_message(const ServerView& view, const std::string& stem, std::size_t body_limit,
                      ShownMessage& message) {
  message.file = stem + "-H";
  message.header_bytes = TRY(read_plain_file(view.root, message.file, kMostHeader));
  message.journal_bytes = read_plain_file(view.root, stem + "-J", kMostHeader).value_or("");
  const SpoolHeader header = header_of(message);
  message.actor = envelope_was_read(header.damage) ? spool_actor(header, view.server) : "unknown";
  read_body(view, stem, body_limit, message);
  return {};
}

Result<> find_in_queue(const ServerView& view, const MessageId& id, std::size_t body_limit,
                       ShownMessage& message) {
  const SpoolListing listing =
      TRY(take_or_list_spool(view.listed_queue.get(), view.root, view.server.spool_directory));
  const auto file = std::ranges::find_if(listing.files, [&](const SpoolFile& candidate) {
    return candidate.has_header && candidate.id == id;
  });
  if (file == listing.files.end()) return {};
  return read_message(view, listing.directories[file->directory].path + "/" + message.id,
                      body_limit, message);
}

Result<> find_in_quarantine(const ServerView& view, const MessageId& id, std::size_t body_limit,
                            ShownMessage& message) {
  const std::string& spool = view.server.spool_directory;
  const auto held = find_held(view.root, spool, id);
  if (!held) return {};
  message.quarantine = held->batch.name;
  return read_message(view, held_stem(spool, held->batch, held->message), body_limit, message);
}

Result<ShownMessage> find_message(const ServerView& view, const MessageId& id,
                                  std::size_t body_limit, bool in_queue) {
  ShownMessage message{.id = std::string(id.text())};
  if (in_queue) TRY(find_in_queue(view, id, body_limit, message));
  if (message.file.empty()) TRY(find_in_quarantine(view, id, body_limit, message));
  std::vector<std::string> notes;
  const TimeZone zone = main_log_zone(view.root, view.server, notes);
  message.life = find_lines(view.root, view.server, zone, id, {});
  return message;
}

int show_one(const Options& options, const ServerView& view, const MessageId& id, bool in_queue) {
  const auto message = find_message(view, id, options.queue.body_limit, in_queue);
  if (!message) {
    complain(message.error());
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  const TimeZone& zone = view.server.zone;
  if (!put_results(options.scan.json ? message_json(*message, view.window.to, zone)
                                     : message_text(*message, zone, {style, options.scan.detail})))
    return 2;
  return message->file.empty() && (!in_queue || message->life.lines.empty()) ? 1 : 0;
}

// Nothing is shown where one of them is a slip: it may be the one that was meant.
int show(const Options& options, const ServerView& view, std::span<const std::string> words,
         bool in_queue) {
  std::vector<MessageId> ids;
  for (const std::string& word : words) {
    const auto asked = parse_asked_subject(word);
    if (!asked || asked->kind != AskedSubject::Kind::message) {
      complain("\"" + word + "\" is no message id of Exim's", "queuehound queue --ids");
      return 2;
    }
    ids.push_back(asked->message);
  }
  int status = 0;
  for (std::size_t i = 0; i < ids.size() && status < 2; ++i) {
    if (i > 0 && !options.scan.json && !put_results("\n")) return 2;
    status = std::max(status, show_one(options, view, ids[i], in_queue));
  }
  return status;
}

}  // namespace

int show_queued(const Options& options, const ServerView& view,
                std::span<const std::string> words) {
  return show(options, view, words, true);
}

int show_quarantined(const Options& options, const ServerView& view,
                     std::span<const std::string> words) {
  return show(options, view, words, false);
}

}  // namespace queuehound
