#include "survey/log_pieces.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "survey/checkpoints.h"
#include "survey/forgery_guard.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

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
    case LogKind::horde:
    case LogKind::sogo:
    case LogKind::snappymail:
    case LogKind::php_mail:
      return true;
    default:
      return false;
  }
}

std::vector<LogPiece> list_segments(const RootDir& root, const Server& server,
                                    const SurveyOptions& options, Survey& survey) {
  std::vector<LogPiece> pieces;
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
      LogPiece piece;
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
  std::ranges::stable_sort(pieces, [](const LogPiece& a, const LogPiece& b) {
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
    (void)read_lines(*file, LogForm::text, at - kOneWrite, at, [&](const LineBlock& block) {
      before += block.text;
      return true;
    });
    if (is_safe_cut(before)) break;
  }
  return at;
}

// A packed log cannot be entered in its middle. The name is enough: who finds a packed file under a
// plain name gives all of it to the first of its pieces.
bool may_be_cut(std::string_view path) {
  return !path.ends_with(".gz") && !path.ends_with(".xz") && !path.ends_with(".zst") &&
         !path.ends_with(".bz2") && !path.ends_with(".journal") && !path.ends_with(".journal~");
}

std::vector<LogPiece> cut_segments(const RootDir& root, std::vector<LogPiece> segments,
                                   std::uint64_t piece_bytes) {
  std::vector<LogPiece> pieces;
  for (LogPiece& piece : segments) {
    const std::string& path = piece.segment.path;
    // The rest of a segment is added to its last piece while it is small.
    const std::uint64_t cuts =
        may_be_cut(path) && piece.segment.bytes > 0 ? (piece.segment.bytes - 1) / piece_bytes : 0;
    for (std::uint64_t i = 1; i <= cuts; ++i) {
      piece.to = safe_cut(root, path, piece_bytes * i);
      pieces.push_back(piece);
      piece.from = piece.to;
    }
    piece.to = UINT64_MAX;
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace

std::vector<LogPiece> find_pieces(const RootDir& root, const Server& server,
                                  const SurveyOptions& options, Survey& survey) {
  std::vector<LogPiece> segments = list_segments(root, server, options, survey);
  if (options.checkpoints != nullptr)
    for (LogPiece& piece : segments)
      if (const auto file = root.open_file(piece.segment.path))
        piece.generation = options.checkpoints->generation_of(*file);
  return cut_segments(root, std::move(segments), options.piece_bytes);
}

}  // namespace queuehound
