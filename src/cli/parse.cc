#include "cli/parse.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/gentle.h"
#include "cli/output.h"
#include "cli/parse_input.h"
#include "cli/read_server.h"
#include "cli/split_records.h"
#include "formats/exim_log.h"
#include "host/find_server.h"
#include "report/numbers.h"
#include "report/record_print.h"
#include "report/rejected_message.h"

namespace queuehound {
namespace {

constexpr std::size_t kFlush = 64u << 10;

// One file: its lines become records, the records are shown.
class FileParser {
 public:
  FileParser(RecordSource source, RecordClock clock, std::string name, RecordSummary& summary)
      : source_(source), clock_(std::move(clock)), name_(std::move(name)), summary_(summary) {}

  void show_as(bool json_lines, bool with_name, const TextStyle& style) {
    json_lines_ = json_lines;
    with_name_ = with_name;
    style_ = style;
  }
  bool take_line(std::string_view line);
  bool take_long_line();
  bool take(const LogRecord& record, std::string_view line);
  bool end() { return take_refusal() && take_all(split_.take_rest()); }
  // A failure is remembered: what comes after it may be nothing, and that is always written.
  bool flush() { return is_written_ = is_written_ && put_results(std::exchange(out_, {})); }

 private:
  LogRecord parse(std::string_view line) const;
  LogRecord parse_joined(std::string_view text) const;
  bool take_joined(const JoinedRecord& joined);
  bool take_all(const std::vector<JoinedRecord>& records);
  bool take_reject_line(LogRecord record, std::string_view line);
  bool take_refusal();

  // Of the reject log, until the next record tells that its message is whole.
  struct Refusal {
    LogRecord record;
    std::string line;
    RejectedMessage message;
  };

  RecordSource source_;
  RecordClock clock_;
  std::string name_;
  RecordSummary& summary_;
  bool json_lines_ = false, with_name_ = false, had_record_ = false, is_written_ = true;
  TextStyle style_;
  std::uint64_t line_ = 0;
  SplitRecords split_;
  std::optional<Refusal> refusal_;
  std::string out_;
};

LogRecord FileParser::parse(std::string_view line) const {
  switch (source_) {
    case RecordSource::dovecot:
      return dovecot_record(line, clock_);
    case RecordSource::access:
      return access_record(line, clock_);
    case RecordSource::webmail:
      return webmail_record(line, clock_);
    case RecordSource::php_mail:
      return php_mail_record(line, clock_);
    default:
      return exim_record(line, clock_);
  }
}

// Its first line is the record, and the lines behind it are the rejected message's.
LogRecord FileParser::parse_joined(std::string_view text) const {
  std::string_view rest = text;
  LogRecord record = parse(cut(rest, '\n'));
  RejectedMessage message;
  while (!rest.empty() && record.stopped_at == 0) {
    const std::string_view line = cut(rest, '\n');
    if (!message.take(line))
      record.stopped_at = static_cast<std::size_t>(line.data() - text.data()) + 1;
  }
  message.add_to(record);
  return record;
}

bool FileParser::take_joined(const JoinedRecord& joined) {
  LogRecord record = parse_joined(joined.text);
  record.line = joined.pieces.front().line;
  if (!joined.is_whole()) {
    if (record.stopped_at == 0) record.stopped_at = joined.text.size() + 1;
    record.reason = joined.what_is_missing();
  }
  if (record.stopped_at == 0) return take(record, joined.text);
  const JoinedRecord::Piece& piece = joined.piece_of(record.stopped_at - 1);
  record.line = piece.line;
  record.stopped_at += piece.column - 1 - piece.begins;
  return take(record, piece.whole);
}

bool FileParser::take_all(const std::vector<JoinedRecord>& records) {
  return std::ranges::all_of(records,
                             [&](const JoinedRecord& record) { return take_joined(record); });
}

bool FileParser::take_line(std::string_view line) {
  ++line_;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty()) return true;
  const bool is_exim = source_ == RecordSource::exim_main || source_ == RecordSource::exim_reject;
  if (is_exim && !parse_exim_frame(line))
    if (const auto part = unwrap_syslog(line); part && part->parts > 1)
      return take_refusal() && take_all(split_.take(line, *part, line_));
  LogRecord record = parse(line);
  record.line = line_;
  if (source_ == RecordSource::exim_reject) return take_reject_line(std::move(record), line);
  // In the main log Exim's own texts can have a second line, which it indents.
  const bool is_indented = line.front() == ' ' || line.front() == '\t';
  const bool may_go_on = source_ == RecordSource::exim_main && is_indented;
  if (may_go_on && had_record_ && record.stopped_at == 1 && !record.at) {
    record.stopped_at = 0;
    record.reason = {};
    record.add("text", line);
  }
  had_record_ = had_record_ || record.at.has_value();
  return take(record, line);
}

// The message that was refused follows its refusal, without a stamp.
bool FileParser::take_reject_line(LogRecord record, std::string_view line) {
  const bool may_go_on = refusal_ && record.stopped_at == 1 && !record.at;
  if (may_go_on && refusal_->message.take(line)) return true;
  if (!take_refusal()) return false;
  if (!record.at) return take(record, line);
  refusal_ = Refusal{std::move(record), std::string(line), {}};
  return true;
}

bool FileParser::take_refusal() {
  if (!refusal_) return true;
  Refusal refusal = std::move(*refusal_);
  refusal_.reset();
  refusal.message.add_to(refusal.record);
  return take(refusal.record, refusal.line);
}

bool FileParser::take_long_line() {
  if (!take_refusal()) return false;
  LogRecord record;
  record.line = ++line_;
  record.kind = "other";
  record.stopped_at = 1;
  record.reason = "longer than 1 MiB: not read";
  return take(record, {});
}

bool FileParser::take(const LogRecord& record, std::string_view line) {
  summary_.count(record, line, name_);
  out_ += json_lines_ ? record_json(record, line, with_name_ ? name_ : "", clock_.zone)
                      : record_text(record, line, clock_.zone, style_);
  return out_.size() < kFlush || flush();
}

std::string_view line_of(std::string_view bytes, std::uint64_t number) {
  while (number-- > 1) bytes.remove_prefix(std::min(bytes.find('\n') + 1, bytes.size()));
  return bytes.substr(0, bytes.find('\n'));
}

void tell_early_end(const std::string& path, std::uint64_t records, RecordSummary& summary) {
  summary.count_early_end();
  complain(path + " ends early: it is cut off or damaged; " + count_text(records, "record") +
           " read before that");
}

Result<> parse_file(const std::string& path, RecordSource source, FileParser& parser,
                    const InputFile& input, RecordSummary& summary) {
  if (source == RecordSource::spool) {
    const std::string bytes = TRY(read_input_whole(input.file.get()));
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    const LogRecord record = spool_record(bytes, name);
    (void)parser.take(record, line_of(bytes, record.line));
  } else {
    const UseLine use = [&](std::string_view line) { return parser.take_line(line); };
    const UseLongLine use_long = [&] { return parser.take_long_line(); };
    const std::uint64_t before = summary.records();
    const InputRead read =
        TRY(read_input_lines(input.file.get(), use, use_long, [&] { (void)parser.flush(); }));
    (void)parser.end();
    if (read.ends_early) tell_early_end(path, summary.records() - before, summary);
  }
  if (!parser.flush()) return fail(Error::Kind::failed, "the results could not be written");
  return {};
}

// Whether all of them were there: of a live queue's -H files one is gone any moment, and the others
// are none the worse for it.
Result<bool> parse_files(const Options& options, RecordSummary& summary, const TextStyle& style) {
  const RootDir root = TRY(open_root(options.scan.root));
  const auto zone = zone_of_clocks(root, options.scan.timezone);
  if (!zone)
    return fail(Error::Kind::failed, "no time zone is called \"" + options.scan.timezone +
                                         "\"\n  such as Europe/Berlin, or +02:00");
  bool has_all = true;
  for (const std::string& path : options.operands) {
    const auto input = open_input(root, path);
    if (!input) {
      Error error = input.error();
      if (error.kind == Error::Kind::refused && !error.text.contains("\n  "))
        error.text += "\n  name a plain file, or - and lead it in on standard input";
      complain(error);
      has_all = false;
      continue;
    }
    const auto zone_called = [&](std::string_view name) { return zone_of_clocks(root, name); };
    FileParser parser(*options.parse.kind, {*zone, input->modified, zone_called}, path, summary);
    parser.show_as(options.parse.json_lines, options.operands.size() > 1, style);
    TRY(parse_file(path, *options.parse.kind, parser, *input, summary));
  }
  return has_all;
}

}  // namespace

int run_parse(const Options& options) {
  if (!options.parse.kind) {
    complain("parse has to be told what kind of file it is: --kind KIND",
             "queuehound parse --kind exim_main FILE");
    return 2;
  }
  if (options.scan.is_gentle && !options.scan.fast) stand_back();
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.table_width, terminal.utf8, terminal.colour};
  RecordSummary summary;
  const auto has_all = parse_files(options, summary, style);
  if (!has_all) {
    complain(has_all.error());
    return 2;
  }
  const bool has_summary = !options.parse.json_lines && (*has_all || summary.records() > 0);
  if ((has_summary && !put_results(summary.text(style))) || !*has_all) return 2;
  const bool is_whole = summary.not_understood() == 0 && summary.early_ends() == 0;
  return summary.records() > 0 && is_whole ? 0 : 1;
}

}  // namespace queuehound
