// What the JSON documents have in common: keys with values, what is unknown as null, times in the
// server's zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "dossier/incident.h"
#include "report/json_writer.h"

namespace queuehound {

class JsonDocument {
 public:
  explicit JsonDocument(TimeZone zone, JsonLayout layout = JsonLayout::indented)
      : zone_(std::move(zone)), json_(layout) {}
  JsonDocument(TimeZone zone, JsonSink sink) : zone_(std::move(zone)), json_(std::move(sink)) {}

  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  // What is not known is null, never "".
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.text(value);
  }
  void known_text(std::string_view key, const std::optional<std::string>& value) {
    text_or_null(key, value ? std::string_view(*value) : std::string_view());
  }
  void count(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.number(value);
  }
  void fraction(std::string_view key, double value) {
    json_.key(key);
    json_.fraction(value);
  }
  void flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }
  void time(std::string_view key, Time at) { text(key, to_rfc3339(at, zone_)); }
  void time_span(Time first, Time last) {
    time("first_seen", first);
    time("last_seen", last);
  }

  template <class Row, class Write>
  void rows(std::string_view key, const std::vector<Row>& list, Write write_row) {
    json_.key(key);
    json_.begin_array();
    for (const Row& row : list) {
      json_.begin_object();
      write_row(row);
      json_.end_object();
    }
    json_.end_array();
  }
  void texts(std::string_view key, const std::vector<std::string>& list) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : list) json_.text(value);
    json_.end_array();
  }

  void ids(std::string_view key, const std::vector<MessageId>& list) {
    json_.key(key);
    json_.begin_array();
    for (const MessageId& id : list) json_.text(id.text());
    json_.end_array();
  }

  template <class Write>
  void object(std::string_view key, Write write_fields) {
    json_.key(key);
    json_.begin_object();
    write_fields();
    json_.end_object();
  }
  // The line a fact was read from: null where there is no single one.
  void line(const EvidenceSource& source) {
    json_.key("source");
    if (source.path.empty()) return json_.null();
    json_.begin_object();
    text("path", source.path);
    count("offset", source.offset);
    text("line", source.line);
    json_.end_object();
  }

  const TimeZone& zone() const { return zone_; }
  JsonWriter& writer() { return json_; }

 private:
  TimeZone zone_;
  JsonWriter json_;
};

}  // namespace queuehound
