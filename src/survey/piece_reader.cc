#include "survey/piece_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "evidence/ledger_bytes.h"
#include "survey/checkpoints.h"
#include "survey/detect_form.h"
#include "survey/exim_log_learner.h"
#include "survey/line_reader.h"
#include "survey/log_learners.h"
#include "survey/piece_key.h"

namespace queuehound {
namespace {

// A log names a new string every 500 bytes or so; a table that grows by doubling is filled twice.
constexpr std::uint64_t kBytesAString = 512, kMostStrings = 64u << 10;
constexpr std::uint64_t kPrimer = 64u << 10;  // before a cut: cwd= records of submissions after it

}  // namespace

PieceReader::PieceReader(const RootDir& root, const Server& server, const TimeZone& exim_zone,
                         const SurveyOptions& options)
    : root_(root),
      server_(server),
      exim_zone_(exim_zone),
      options_(options),
      zone_(server.zone.standard_offset()),
      cwds_(server) {
  if (options.checkpoints != nullptr) fingerprint_ = fingerprint_of(server, exim_zone);
}

PieceResult PieceReader::learn(const LogPiece& piece, const Fd& file, LogForm form) const {
  PieceResult result;
  Ledger& ledger = result.ledger.emplace(options_.from, options_.to, zone_);
  const std::uint64_t bytes = std::min(piece.to, piece.segment.bytes) - piece.from;
  if (piece.from < piece.segment.bytes)
    ledger.strings.reserve(
        static_cast<std::uint32_t>(std::min(bytes / kBytesAString, kMostStrings)));
  std::unique_ptr<CwdReader> cwds;
  std::optional<EximLogLearner> exim;
  std::unique_ptr<LogLearner> other;
  if (piece.kind == LogKind::exim_main || piece.kind == LogKind::exim_reject) {
    cwds = cwds_.take();
    exim.emplace(ledger, server_, exim_zone_, piece.file, cwds.get(), piece.kind);
  } else {
    other =
        make_log_learner(piece.kind, ledger, root_, server_, piece.file, piece.segment.modified);
  }
  if (exim && piece.from > kPrimer)
    (void)read_lines(file, form, piece.from - kPrimer, piece.from, [&](const LineBlock& block) {
      exim->prime(block.text, block.offset);
      return true;
    });
  const auto summary =
      read_lines(file, form, piece.from, form == LogForm::text ? piece.to : UINT64_MAX,
                 [&](const LineBlock& block) {
                   if (exim)
                     exim->learn_block(block.text, block.offset);
                   else
                     other->learn_block(block.text, block.offset);
                   if (options_.progress)
                     options_.progress(block.text.size(), 0, piece.segment.path);
                   result.was_stopped = options_.is_stopped();
                   return !result.was_stopped;
                 });
  if (exim)
    exim->finish();
  else
    other->finish();
  result.tally = exim ? exim->tally() : other->tally();
  exim.reset();
  if (cwds) cwds_.give_back(std::move(cwds));
  result.was_read = summary.has_value();
  if (summary && form == LogForm::text)
    result.bytes_on_disk = summary->bytes;
  else if (summary && !result.was_stopped)
    result.bytes_on_disk = piece.segment.bytes;
  if (result.tally.unread.count > 0)  // and such a piece is not kept
    result.note = unread_note(piece.segment.path, result.tally.unread);
  else if (!summary)
    result.note = summary.error().text;
  else if (summary->was_truncated)
    result.note = fmt::format(
        "{} was cut short while it was read, or its compressed end is missing", piece.segment.path);
  else if (summary->oversized > 0)
    result.note = fmt::format("{}: {} lines longer than 1 MiB were skipped", piece.segment.path,
                              summary->oversized);
  return result;
}

PieceResult PieceReader::read(const LogPiece& piece) const {
  PieceResult result;
  if (options_.is_stopped()) return result;
  const auto file = root_.open_file(piece.segment.path);
  if (!file) {
    if (file.error().kind != Error::Kind::gone) result.note = file.error().text;
    return result;
  }
  const LogForm form = detect_form(*file);
  if (form != LogForm::text && piece.from > 0) return result;  // the first piece reads it all
  const Checkpoints* known = options_.checkpoints;
  // Of the reject log only what lies in the window is read.
  if (known == nullptr || piece.kind == LogKind::exim_reject) return learn(piece, *file, form);

  const PieceRange range{piece.kind, form, piece.from, piece.to, piece.generation};
  const auto key = key_of(*file, range, fingerprint_);
  if (key) {
    const Checkpoints::Wanted wanted{*key, piece.file, piece.segment.modified, options_.from,
                                     options_.to};
    if (auto kept = known->find(wanted)) {
      if (options_.progress) options_.progress(kept->tally.bytes, 0, piece.segment.path);
      result.bytes_on_disk = key->form == 0 ? kept->tally.bytes : key->to;
      result.ledger = std::move(kept->ledger);
      result.tally = std::move(kept->tally);
      result.was_read = true;
      result.kept_key = key;
      result.lies_before = kept->place == LedgerBytes::Place::before;
      return result;
    }
  }
  result = learn(piece, *file, form);
  // A file that changed meanwhile has another key by now, or its last line was not whole.
  const LedgerBytes::Place place = LedgerBytes::place_of(*result.ledger);
  if (key && result.note.empty() && !result.was_stopped && place != LedgerBytes::Place::across &&
      key_of(*file, range, fingerprint_) == key) {
    known->keep(*key, result.tally, *result.ledger);
    result.kept_key = key;
    result.lies_before = place == LedgerBytes::Place::before;
  }
  return result;
}

std::optional<PieceKey> PieceReader::key_of_piece(const LogPiece& piece) const {
  const auto file = root_.open_file(piece.segment.path);
  if (!file) return {};
  const PieceRange range{piece.kind, detect_form(*file), piece.from, piece.to, piece.generation};
  return key_of(*file, range, fingerprint_);
}

}  // namespace queuehound
