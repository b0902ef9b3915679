#include "survey/survey_server.h"

#include <set>

#include "base/freed_memory.h"
#include "base/text.h"
#include "survey/crontabs.h"
#include "survey/log_end.h"
#include "survey/log_pieces.h"
#include "survey/log_prefix.h"
#include "survey/piece_reader.h"
#include "survey/queue_parts.h"
#include "survey/work_queue.h"

namespace queuehound {
namespace {

// A main log without one line of Exim's is another file, whatever its name: nothing was heard of
// it.
void distrust_strange_logs(Survey& survey) {
  bool has_lines = false, is_strange = false;
  for (const SourceTally& source : survey.sources) {
    if (source.kind != "exim_main") continue;
    const bool has_some = source.tally.records > source.tally.unrecognised;
    has_lines |= has_some;
    if (has_some || source.tally.bytes == 0) continue;
    is_strange = true;
    survey.notes.push_back("no line of " + to_printable(source.path) +
                           " is as Exim writes its main log");
  }
  if (is_strange && !has_lines) survey.main_log_was_read = false;
}

void read_logs(const RootDir& root, const Server& server, const SurveyOptions& options,
               Survey& survey) {
  const TimeZone exim_zone = main_log_zone(root, server, survey.notes);
  const std::vector<LogPiece> pieces = find_pieces(root, server, options, survey);
  for (const LogPiece& piece : pieces)
    if (piece.from == 0) survey.extent.bytes_in_all += piece.segment.bytes;
  const PieceReader reader(root, server, exim_zone, options);
  LogPrefix prefix(reader, pieces, options);
  const std::size_t known = prefix.absorb_known(survey);
  constexpr std::size_t kTrimmed = 16;  // pieces: what lies free between long-lived rows adds up
  std::set<std::string> noted;
  run_in_order<PieceResult>(
      pieces.size() - known, options.threads,
      [&](std::size_t unknown) { return reader.read(pieces[known + unknown]); },
      [&](std::size_t unknown, PieceResult result) {
        const std::size_t i = known + unknown;
        if (i % kTrimmed == 0) trim_freed_memory();
        prefix.pass(i, result, survey);
        const bool is_repeated = pieces[i].kind == LogKind::exim_reject && survey.main_log_was_read;
        if (result.ledger && is_repeated) survey.ledger.believe_attacks(*result.ledger);
        if (result.ledger && !is_repeated) survey.ledger.absorb(std::move(*result.ledger));
        survey.sources[pieces[i].source].tally.add(result.tally);
        survey.extent.bytes += result.bytes_on_disk;
        survey.main_log_was_read |= result.was_read && pieces[i].kind == LogKind::exim_main;
        if (!result.note.empty() && noted.insert(result.note).second)
          survey.notes.push_back(result.note);
      });
  prefix.end(survey);
  distrust_strange_logs(survey);
}

// Whose programs hand mail back or redirect it. By name: a flood by another service that was broken
// into, a database or a Java server, must not pass as mail of those whom it claims to answer for.
std::vector<std::string> filter_accounts(const Server& server) {
  std::vector<std::string> names = server.exim_users;
  for (const char* const name : {"vmail", "vpopmail", "dovecot", "amavis", "spamd", "debian-spamd",
                                 "spamassassin", "clamav", "mail"})
    names.emplace_back(name);
  return names;
}

}  // namespace

Survey survey_server(const RootDir& root, const Server& server, const SurveyOptions& options) {
  Survey survey(options.from, options.to, server.zone.standard_offset());
  LearnedParts queue = learn_queue(root, server, options, survey);
  read_logs(root, server, options, survey);
  // The spool is absorbed last: Exim's own files overrule a log that local users can write into.
  for (auto& part : queue) {
    survey.ledger.absorb(std::move(part->ledger));
    part.reset();
    trim_freed_memory();  // of a part's names there are megabytes
  }
  survey.ledger.settle(survey.queue_was_read, filter_accounts(server));
  survey.cron = read_crontabs(root, server, options.from, survey.notes);
  return survey;
}

}  // namespace queuehound
