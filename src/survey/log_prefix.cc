#include "survey/log_prefix.h"

#include "base/hash.h"
#include "evidence/ledger_bytes.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kPrefixKind = 0xff;  // no LogKind

static_assert(std::has_unique_object_representations_v<PieceKey>);

std::uint64_t hash_of(const PieceKey& key) {
  return stable_hash({reinterpret_cast<const char*>(&key), sizeof key});
}

}  // namespace

LogPrefix::LogPrefix(const PieceReader& reader, const std::vector<LogPiece>& pieces,
                     const SurveyOptions& options)
    : pieces_(pieces), options_(options), goes_on_(options.checkpoints != nullptr) {
  if (!goes_on_) return;
  for (const LogPiece& piece : pieces) {
    if (piece.kind != LogKind::exim_main || piece.source != pieces.front().source) break;
    const auto key = reader.key_of_piece(piece);
    if (!key) break;
    keys_.push_back(*key);
  }
}

PieceKey LogPrefix::key_of_first(std::size_t count) const {
  PieceKey key;
  key.kind = kPrefixKind;
  for (std::size_t i = 0; i < count; ++i) {
    key.device = mix(key.device ^ hash_of(keys_[i]), i);
    key.to += keys_[i].to - keys_[i].from;
  }
  key.inode = count;
  key.program = keys_.front().program;
  key.server = keys_.front().server;
  return key;
}

std::size_t LogPrefix::absorb_known(Survey& survey) {
  for (std::size_t count = keys_.size(); count >= 2 && known_ == 0; --count) {
    const Checkpoints::Wanted wanted{key_of_first(count), SourceRef::kNoFile,
                                     pieces_[count - 1].segment.modified, options_.from,
                                     options_.to};
    auto kept = options_.checkpoints->find(wanted);
    if (!kept) continue;
    known_ = length_ = count;
    tally_ = kept->tally;
    survey.ledger.absorb(std::move(kept->ledger));
    survey.sources[pieces_.front().source].tally.add(tally_);
    survey.main_log_was_read = true;
    if (options_.progress) options_.progress(tally_.bytes, 0, pieces_.front().segment.path);
    for (std::size_t i = 0; i < count; ++i) {
      options_.checkpoints->touch(keys_[i]);
      survey.extent.bytes += keys_[i].to - keys_[i].from;
    }
  }
  return known_;
}

void LogPrefix::pass(std::size_t i, const PieceResult& result, const Survey& survey) {
  if (!goes_on_) return;
  const bool belongs =
      i == length_ && i < keys_.size() && result.lies_before && result.kept_key == keys_[i];
  if (!belongs) return end(survey);
  ++length_;
  tally_.add(result.tally);
}

void LogPrefix::end(const Survey& survey) {
  if (!goes_on_) return;
  goes_on_ = false;
  if (length_ < 2 || length_ == known_) return;
  if (LedgerBytes::place_of(survey.ledger) != LedgerBytes::Place::before) return;
  if (LedgerBytes::names_files(survey.ledger)) return;
  options_.checkpoints->keep(key_of_first(length_), tally_, survey.ledger);
}

}  // namespace queuehound
