// A text report being written, line by line: labels on the left, wrapped text on the right.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "report/text_options.h"

namespace queuehound {

class Page {
 public:
  explicit Page(const TextOptions& options) : options_(options) {}

  const TextStyle& style() const { return options_.style; }
  bool is_full() const { return options_.detail == TextDetail::full; }
  // How many rows of something to show before "and 7 more".
  std::size_t most(std::size_t rows) const { return is_full() ? SIZE_MAX : rows; }

  void blank() { out_ += '\n'; }
  void heading(std::string_view words);
  void line(std::string_view text, std::size_t indent = 0, std::size_t hang = 0);
  // A label opens a group of rows; the rows after the first go without it.
  void label(std::string_view words) { label_ = words; }
  void row(std::string_view text, std::size_t hang = 0);
  // To be copied as it stands, so never broken.
  void verbatim(std::string_view text, std::size_t indent);

  // From outside, to be read: cut to about a line. A sentence of ours, with words from outside in
  // it: cut to a few lines. From outside, to be used: whole and kept together, and cut only where
  // it is absurd.
  std::string text(std::string_view bytes) const;
  std::string sentence(std::string_view bytes) const;
  std::string paragraph(std::string_view bytes) const;  // several sentences
  std::string name(std::string_view bytes) const;
  // Of a line in a log. Not "path:number", which is a line's number everywhere else.
  std::string place(std::string_view path, std::uint64_t offset) const;
  std::string ink(std::string_view words, Ink colour) const {
    return inked(words, colour, style());
  }
  // " · " between facts of one line; it stays with the fact before it.
  std::string_view between() const { return style().utf8 ? "\x1f· " : "\x1f| "; }

  std::size_t room() const;  // columns right of the labels
  std::string take() { return std::move(out_); }

 private:
  TextOptions options_;
  std::string out_, label_;
};

// Facts of one line, each kept together, those that are empty left out.
std::string facts(const Page& page, std::initializer_list<std::string> parts);

}  // namespace queuehound
