// One record of a log or spool file as people and programs look at it: its kind, its time, its
// fields by name, and where its parser stopped. Only names what src/formats has understood.
// Pure: the same line, zone and reference time give the same record.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace queuehound {

enum class RecordSource : std::uint8_t {
  exim_main,
  exim_reject,
  dovecot,
  access,
  webmail,
  php_mail,
  spool,  // one -H file is one record
};
std::optional<RecordSource> record_source_of(std::string_view word);  // the words of --kind
std::string record_source_words();  // all of them, for a complaint

struct RecordField {
  enum class Form : std::uint8_t { text, number, flag, list, time };
  std::string name;
  Form form = Form::text;
  std::string text;               // text: raw bytes
  std::int64_t number = 0;        // number; flag: 0 or 1; time: seconds since 1970
  std::vector<std::string> list;  // raw bytes
};

struct LogRecord {
  // Counted from 1: of a record that syslog split, its first part's; of a file that is one
  // record, 1. Of what was not understood to its end, the one with `stopped_at`.
  std::uint64_t line = 0;
  std::string_view kind;
  std::optional<Time> at;
  int millisecond = -1;             // of `at`; -1: not logged
  std::vector<RecordField> fields;  // those the record has, in order of the line
  // Not understood from here on, in bytes counted from 1; 0: all was understood.
  std::size_t stopped_at = 0;
  std::string_view reason;  // why, where more is known than the place

  void add(std::string_view name, std::string_view text);       // nothing where `text` is empty
  void add_text(std::string_view name, std::string_view text);  // an empty one too
  // An address as scan reads it: RFC 5952, and IPv4 where it is mapped, whoever wrote the log.
  void add_address(std::string_view name, std::string_view text);
  void add_number(std::string_view name, std::int64_t number);
  void add_flag(std::string_view name, bool is_set);  // nothing where it is not
  void add_list(std::string_view name, std::vector<std::string> list);
  void add_time(std::string_view name, Time time);
};

struct RecordClock {  // gives stamps their zone and their year
  TimeZone zone = TimeZone::utc();
  Time reference{};  // when the file was last written
  // The zone of that name, for lines that name their own; none: `zone` is taken for all.
  std::function<std::optional<TimeZone>(std::string_view)> zone_called = {};
};

// `line` without its line end; the views of the result's kind and reason are static.
LogRecord exim_record(std::string_view line, const RecordClock& clock);
LogRecord dovecot_record(std::string_view line, const RecordClock& clock);
LogRecord access_record(std::string_view line, const RecordClock& clock);
LogRecord webmail_record(std::string_view line, const RecordClock& clock);
LogRecord php_mail_record(std::string_view line, const RecordClock& clock);
// `name`: the file's, which must agree with what it holds; of another name it does not matter.
LogRecord spool_record(std::string_view bytes, std::string_view name);

// "<a@b.example>", as typed behind RCPT TO: or as a Message-ID, is what every other record writes
// bare; what else was typed stays as it is.
inline std::string_view without_brackets(std::string_view typed) {
  const bool is_whole =
      typed.size() > 2 && typed.front() == '<' && typed.find('>') == typed.size() - 1;
  return is_whole ? typed.substr(1, typed.size() - 2) : typed;
}

}  // namespace queuehound
