// Writes one JSON document in the order it is told, into a string or piece by piece to whoever
// takes them: indented by two blanks, or on one line for programs that read line by line. By hand,
// because the document may hold a million message ids: a tree of them would be built only to be
// written, and the text of them all needs more room than they do.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace queuehound {

enum class JsonLayout : std::uint8_t { indented, one_line };

// Takes the next piece of a document; false: nothing more is wanted.
using JsonSink = std::function<bool(std::string_view piece)>;

class JsonWriter {
 public:
  explicit JsonWriter(JsonLayout layout = JsonLayout::indented) : layout_(layout) {}
  explicit JsonWriter(JsonSink sink) : sink_(std::move(sink)) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void text(std::string_view bytes);  // any bytes; what is not UTF-8 becomes \xHH
  void number(std::integral auto value) { raw(std::to_string(value)); }
  void fraction(double value);  // rounded to three decimals; not a number: 0
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }

  std::string take();  // the document, with a line break at its end
  bool end();          // instead of take() where there is a sink: whether it took everything

 private:
  void open(char bracket);
  void close(char bracket);
  void raw(std::string_view value);
  void start_value();
  void new_line();
  void give_away();

  JsonLayout layout_ = JsonLayout::indented;
  JsonSink sink_;
  bool is_wanted_ = true;  // by the sink
  std::string out_;
  std::size_t depth_ = 0;
  bool is_first_ = true;  // in its object or array
  bool follows_key_ = false;
};

}  // namespace queuehound
