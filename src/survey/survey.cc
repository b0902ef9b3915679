#include "survey/survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "survey/crontabs.h"
#include "survey/detect_compression.h"
#include "survey/exim_log_learner.h"
#include "survey/line_reader.h"
#include "survey/log_learners.h"
#include "survey/log_segments.h"
#include "survey/spool_survey.h"
#include "survey/work_queue.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kSmallestShare =
    32u << 20;                                // below this a second thread costs more than it gives
constexpr std::uint64_t kPrimer = 64u << 10;  // before a cut: cwd= records of submissions after it
constexpr std::size_t kTail = 256u << 10;

struct Piece {             // one stretch of one segment of one log
  std::size_t source = 0;  // index into Survey::sources
  LogKind kind = LogKind::exim_main;
  LogSegment segment;
  std::uint32_t file = 0;  // index into Ledger::files
  std::uint64_t from = 0, to = UINT64_MAX;
};

struct PieceResult {
  std::optional<Ledger> ledger;
  LineTally tally;
  std::string note;
  std::uint64_t bytes_on_disk = 0;
  bool was_read = false;
};

bool is_learned(LogKind kind) {
  switch (kind) {
    case LogKind::exim_main:
    case LogKind::exim_reject:
    case LogKind::dovecot:
    case LogKind::roundcube_login:
    case LogKind::roundcube_send:
    case LogKind::cpanel_access:
    case LogKind::cpanel_session:
    case LogKind::cpanel_login:
    case LogKind::php_mail:
      return true;
    default:
      return false;
  }
}

// The last `count` bytes of a plain file, from a line start.
std::string read_tail(const RootDir& root, const std::string& path, std::size_t count) {
  const auto file = root.open_file(path);
  if (!file) return {};
  struct stat status{};
  if (fstat(file->get(), &status) != 0 || status.st_size <= 0) return {};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::string tail;
  const std::uint64_t from = size > count ? size - count : 0;
  (void)read_lines(*file, Compression::none, from, size, [&](const LineBlock& block) {
    tail += block.text;
    return tail.size() < 4 * count;
  });
  return tail;
}

std::vector<Piece> cut_pieces(const RootDir& root, const Server& server,
                              const SurveyOptions& options, Survey& survey) {
  std::vector<Piece> pieces;
  std::set<std::tuple<std::uint64_t, std::uint64_t, LogKind>> seen;
  for (const LogSource& source : server.logs) {
    if (!is_learned(source.kind)) continue;
    // The reject log repeats the main log's refusals with the headers: its older segments add
    // nothing.
    SegmentList list =
        find_segments(root, source.path,
                      source.kind == LogKind::exim_reject ? options.from : options.baseline_from);
    for (std::string& note : list.notes) survey.notes.push_back(std::move(note));
    const std::size_t index = survey.sources.size();
    bool any = false;
    for (LogSegment& segment : list.segments) {
      if (!seen.emplace(segment.device, segment.inode, source.kind).second) continue;
      any = true;
      Piece piece;
      piece.source = index;
      piece.kind = source.kind;
      piece.file = static_cast<std::uint32_t>(survey.ledger.files.size());
      survey.ledger.files.push_back(segment.path);
      piece.segment = std::move(segment);
      pieces.push_back(std::move(piece));
    }
    if (any) survey.sources.push_back({source.path, std::string(log_kind_name(source.kind)), {}});
  }
  // Oldest first over all main logs, so that outcomes find their arrivals.
  std::ranges::stable_sort(pieces, [](const Piece& a, const Piece& b) {
    if ((a.kind == LogKind::exim_main) != (b.kind == LogKind::exim_main))
      return a.kind == LogKind::exim_main;
    return a.segment.modified < b.segment.modified;
  });
  return pieces;
}

// The next place at or behind `at` where a main log may be cut; tries a few blocks, then takes what
// comes.
std::uint64_t safe_cut(const RootDir& root, const std::string& path, std::uint64_t at) {
  const auto file = root.open_file(path);
  for (int tries = 0; file && tries < 16; ++tries, at += kOneWrite) {
    std::string before;
    (void)read_lines(*file, Compression::none, at - kOneWrite, at, [&](const LineBlock& block) {
      before += block.text;
      return true;
    });
    if (is_safe_cut(before)) break;
  }
  return at;
}

// Big plain main logs are shared out; everything else is one piece.
std::vector<Piece> share_out(const RootDir& root, const std::vector<Piece>& pieces,
                             unsigned threads) {
  std::vector<Piece> shared;
  for (const Piece& piece : pieces) {
    const std::string& path = piece.segment.path;
    const bool is_plain = !path.ends_with(".gz") && !path.ends_with(".xz") &&
                          !path.ends_with(".zst") && !path.ends_with(".bz2");
    const std::uint64_t size = piece.segment.bytes;
    const std::uint64_t shares =
        !is_plain || threads < 2 ? 1
                                 : std::clamp<std::uint64_t>(size / kSmallestShare, 1, threads * 2);
    std::uint64_t from = 0;
    for (std::uint64_t i = 0; i < shares; ++i) {
      Piece part = piece;
      part.from = from;
      if (i + 1 < shares) part.to = from = safe_cut(root, path, size / shares * (i + 1));
      shared.push_back(std::move(part));
    }
  }
  return shared;
}

PieceResult read_piece(const RootDir& root, const Server& server, const TimeZone& exim_zone,
                       const SurveyOptions& options, const Piece& piece) {
  PieceResult result;
  if (options.is_stopped()) return result;
  const auto file = root.open_file(piece.segment.path);
  if (!file) {
    if (file.error().kind != Error::Kind::gone) result.note = file.error().text;
    return result;
  }
  const Compression compression = detect_compression(*file);
  if (compression != Compression::none && piece.from > 0)
    return result;  // the first share reads it all
  result.ledger.emplace(options.from, options.to);
  Ledger& ledger = *result.ledger;
  std::optional<EximLogLearner> exim;
  std::unique_ptr<LogLearner> other;
  if (piece.kind == LogKind::exim_main || piece.kind == LogKind::exim_reject)
    exim.emplace(ledger, server, exim_zone, piece.file);
  else
    other = make_log_learner(piece.kind, ledger, server, piece.file, piece.segment.modified);
  if (exim && piece.from > kPrimer)
    (void)read_lines(*file, compression, piece.from - kPrimer, piece.from,
                     [&](const LineBlock& block) {
                       exim->prime(block.text, block.offset);
                       return true;
                     });
  const auto summary = read_lines(*file, compression, piece.from,
                                  compression == Compression::none ? piece.to : UINT64_MAX,
                                  [&](const LineBlock& block) {
                                    if (exim)
                                      exim->learn_block(block.text, block.offset);
                                    else
                                      other->learn_block(block.text, block.offset);
                                    if (options.progress)
                                      options.progress(block.text.size(), 0, piece.segment.path);
                                    return !options.is_stopped();
                                  });
  if (exim) exim->finish();
  result.tally = exim ? exim->tally() : other->tally();
  result.was_read = summary.has_value();
  if (summary && compression == Compression::none)
    result.bytes_on_disk = summary->bytes;
  else if (summary && !options.is_stopped())
    result.bytes_on_disk = piece.segment.bytes;
  if (!summary)
    result.note = summary.error().text;
  else if (summary->was_truncated)
    result.note = fmt::format(
        "{} was cut short while it was read, or its compressed end is missing", piece.segment.path);
  else if (summary->oversized > 0)
    result.note = fmt::format("{}: {} lines longer than 1 MiB were skipped", piece.segment.path,
                              summary->oversized);
  return result;
}

void read_logs(const RootDir& root, const Server& server, const SurveyOptions& options,
               Survey& survey) {
  const TimeZone exim_zone = main_log_zone(root, server, survey.notes);
  const std::vector<Piece> whole = cut_pieces(root, server, options, survey);
  for (const Piece& piece : whole) survey.extent.bytes_in_all += piece.segment.bytes;
  const std::vector<Piece> pieces = share_out(root, whole, options.threads);
  std::set<std::string> noted;
  run_in_order<PieceResult>(
      pieces.size(), options.threads,
      [&](std::size_t i) { return read_piece(root, server, exim_zone, options, pieces[i]); },
      [&](std::size_t i, PieceResult result) {
        const bool is_repeated = pieces[i].kind == LogKind::exim_reject && survey.main_log_was_read;
        if (result.ledger && !is_repeated) survey.ledger.absorb(std::move(*result.ledger));
        survey.sources[pieces[i].source].tally.add(result.tally);
        survey.extent.bytes += result.bytes_on_disk;
        survey.main_log_was_read |= result.was_read && pieces[i].kind == LogKind::exim_main;
        if (!result.note.empty() && noted.insert(result.note).second)
          survey.notes.push_back(result.note);
      });
}

struct SpoolShare {
  explicit SpoolShare(const Server& server, Time from, Time to)
      : ledger(from, to), learner(ledger, server) {}
  Ledger ledger;
  SpoolLearner learner;
};

std::vector<std::unique_ptr<SpoolShare>> read_spool(const RootDir& root, const Server& server,
                                                    const SurveyOptions& options, Survey& survey) {
  std::vector<std::unique_ptr<SpoolShare>> shares;
  if (server.spool_directory.empty()) {
    survey.notes.push_back("no Exim queue found; tell where it is with --spool DIR");
    return shares;
  }
  const auto listing = list_spool(root, server.spool_directory);
  if (!listing) {
    survey.notes.push_back("queue not read: " + listing.error().text);
    return shares;
  }
  for (const std::string& note : listing->notes) survey.notes.push_back(note);
  const unsigned threads = listing->files.size() < 2000 ? 1 : options.threads;
  for (unsigned i = 0; i < threads; ++i)
    shares.push_back(std::make_unique<SpoolShare>(server, options.from, options.to));
  SpoolSurveyOptions spool;
  spool.threads = threads;
  spool.measure_data = true;
  spool.must_stop = options.must_stop;
  survey.extent.messages_in_all =
      static_cast<std::uint64_t>(std::ranges::count(listing->files, true, &SpoolFile::has_header));
  const SpoolOutcome outcome =
      survey_spool(root, *listing, spool, [&](unsigned worker, const SpoolMessage& message) {
        shares[worker]->learner.learn(message);
      });
  // A queue none of whose folders could be listed is unread, not empty.
  survey.queue_was_read = listing->notes.empty() || !listing->files.empty();
  LineTally tally;
  tally.records = outcome.messages;
  tally.unrecognised = outcome.damaged;
  if (!outcome.damage_samples.empty()) tally.sample = outcome.damage_samples.front();
  for (const auto& share : shares) {
    const QueueCounts& counts = share->learner.counts();
    survey.queue.frozen += counts.frozen;
    survey.queue.bounces += counts.bounces;
    survey.queue.recipients += counts.recipients;
    survey.queue.bytes += counts.bytes;
    if (counts.oldest != Time{} &&
        (survey.queue.oldest == Time{} || counts.oldest < survey.queue.oldest))
      survey.queue.oldest = counts.oldest;
  }
  survey.queue.messages = survey.extent.messages = outcome.messages;
  tally.bytes = survey.queue.bytes;
  survey.sources.push_back({server.spool_directory, "spool", tally});
  if (outcome.unreadable > 0)
    survey.notes.push_back(fmt::format(
        "{} queued messages could not be read: run as root to see them", outcome.unreadable));
  if (outcome.damaged > 0)
    survey.notes.push_back(
        fmt::format("{} queued messages are damaged, such as {}", outcome.damaged,
                    outcome.damage_samples.empty() ? "" : outcome.damage_samples.front()));
  return shares;
}

}  // namespace

TimeZone main_log_zone(const RootDir& root, const Server& server, std::vector<std::string>& notes) {
  const TimeZone zone = server.exim_zone.value_or(server.zone);
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    const std::string tail = read_tail(root, source.path, kTail);
    const auto offset = find_log_offset(tail, zone);
    if (!offset) continue;
    notes.push_back(
        fmt::format("the stamps of {} are {:+.2f} h from UTC by the message ids beside them; the "
                    "server's zone ({}) says otherwise: the ids are believed",
                    source.path, static_cast<double>(offset->count()) / 3600.0, server.zone_name));
    return TimeZone::fixed(*offset);
  }
  return zone;
}

std::optional<Time> newest_stamp(const RootDir& root, const Server& server, Time not_after) {
  std::vector<std::string> unused;
  const TimeZone zone = main_log_zone(root, server, unused);
  std::optional<Time> newest;
  auto see = [&](Time at) {
    if (at <= not_after && (!newest || at > *newest)) newest = at;
  };
  auto look = [&](const std::string& path) {
    for_each_line(read_tail(root, path, kTail), [&](std::string_view line) {
      auto frame = parse_exim_frame(line);
      if (!frame)
        if (const auto syslog = unwrap_syslog(line)) frame = parse_exim_frame(syslog->line);
      if (!frame) return;
      see(frame->has_zone ? Time(seconds(frame->wall.seconds - frame->zone_seconds))
                          : zone.to_utc(frame->wall));
    });
  };
  for (const LogSource& source : server.logs)
    if (source.kind == LogKind::exim_main) look(source.path);
  if (newest) return newest;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::exim_main) continue;
    const SegmentList list = find_segments(root, source.path, Time{});
    for (std::size_t i = list.segments.size(); i-- > 0 && !newest;) look(list.segments[i].path);
  }
  if (const auto listing = list_spool(root, server.spool_directory))
    for (const SpoolFile& file : listing->files)
      if (file.has_header) see(file.id.time());
  return newest;
}

Survey survey_server(const RootDir& root, const Server& server, const SurveyOptions& options) {
  Survey survey(options.from, options.to);
  std::vector<std::unique_ptr<SpoolShare>> queue = read_spool(root, server, options, survey);
  read_logs(root, server, options, survey);
  // The spool is absorbed last: Exim's own files overrule a log that local users can write into.
  for (const auto& share : queue) survey.ledger.absorb(std::move(share->ledger));
  survey.ledger.settle(survey.queue_was_read);
  survey.cron = read_crontabs(root, server, options.from, survey.notes);
  return survey;
}

}  // namespace queuehound
