// Records shown: one JSON object a line for programs, the line and its fields for people.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/log_record.h"
#include "report/style.h"

namespace queuehound {

// {"line":1,"kind":"arrival","at":"...","fields":{...}}, and "unparsed" {column, text} where
// something was not understood. Ends with a line break. `file`: told where there are several.
std::string record_json(const LogRecord& record, std::string_view line, std::string_view file,
                        const TimeZone& zone);

// The line, a caret under what was not understood, and the fields.
std::string record_text(const LogRecord& record, std::string_view line, const TimeZone& zone,
                        const TextStyle& style);

// What was seen, for the end of a text: memory is bounded by the number of kinds.
class RecordSummary {
 public:
  void count(const LogRecord& record, std::string_view line, std::string_view file);
  void count_early_end() { ++early_ends_; }
  std::uint64_t early_ends() const { return early_ends_; }  // files of which the end is missing
  std::uint64_t records() const { return records_; }
  std::uint64_t not_understood() const { return not_understood_; }
  std::string text(const TextStyle& style) const;

 private:
  struct Sample {
    std::string file, line;
    std::uint64_t number = 0;
    std::size_t column = 0;
    std::string_view reason;
  };
  std::map<std::string_view, std::uint64_t> kinds_;
  std::uint64_t records_ = 0, not_understood_ = 0, early_ends_ = 0;
  std::vector<Sample> samples_;
};

}  // namespace queuehound
