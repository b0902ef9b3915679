#include "report/log_record.h"
#include "base/ip_address.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 7> kSources{"exim_main", "exim_reject", "dovecot", "access",
                                                   "webmail",   "php_mail",    "spool"};

}  // namespace

std::optional<RecordSource> record_source_of(std::string_view word) {
  const auto found = std::ranges::find(kSources, word);
  if (found == kSources.end()) return {};
  return static_cast<RecordSource>(found - kSources.begin());
}

std::string record_source_words() { return fmt::format("{}", fmt::join(kSources, ", ")); }

void LogRecord::add(std::string_view name, std::string_view text) {
  if (!text.empty()) add_text(name, text);
}

void LogRecord::add_text(std::string_view name, std::string_view text) {
  RecordField field;
  field.name = name;
  field.text = text;
  fields.push_back(std::move(field));
}

void LogRecord::add_address(std::string_view name, std::string_view text) {
  const auto address = parse_ip_address(text);
  add(name, address ? to_text(*address) : text);
}

void LogRecord::add_number(std::string_view name, std::int64_t number) {
  RecordField field;
  field.name = name;
  field.form = RecordField::Form::number;
  field.number = number;
  fields.push_back(std::move(field));
}

void LogRecord::add_flag(std::string_view name, bool is_set) {
  if (!is_set) return;
  add_number(name, 1);
  fields.back().form = RecordField::Form::flag;
}

void LogRecord::add_time(std::string_view name, Time time) {
  add_number(name, time.time_since_epoch().count());
  fields.back().form = RecordField::Form::time;
}

void LogRecord::add_list(std::string_view name, std::vector<std::string> list) {
  RecordField field;
  field.name = name;
  field.form = RecordField::Form::list;
  field.list = std::move(list);
  fields.push_back(std::move(field));
}

}  // namespace queuehound
