#include <array>
#include <cstddef>
#include <string>

#include "formats/spool_header.h"

namespace queuehound {
namespace {

void write_line(std::string& out, std::string_view text) {
  out += text;
  out += '\n';
}

void write_option(std::string& out, const SpoolOption& option) {
  out += option.is_tainted ? "--" : "-";
  if (!option.quoter.empty()) {
    out += '(';
    out += option.quoter;
    out += ')';
  }
  out += option.name;
  if (option.has_value) out += ' ';
  write_line(out, option.value);
}

// Variables stand among the options where they were read.
void write_options(std::string& out, const SpoolHeader& header) {
  std::size_t next = 0;
  for (const SpoolVariable& variable : header.variables) {
    while (next < variable.before_option && next < header.options.size()) {
      write_option(out, header.options[next++]);
    }
    write_line(out, variable.line);
    write_line(out, variable.value);
  }
  while (next < header.options.size()) write_option(out, header.options[next++]);
}

void write_header_line(std::string& out, const SpoolHeaderLine& line) {
  const std::string count = std::to_string(line.raw.size());
  if (count.size() < line.count_digits) out.append(line.count_digits - count.size(), '0');
  out += count;
  out += line.flag;
  out += ' ';
  out += line.raw;
}

constexpr std::array kDamageTexts = {
    std::string_view("no damage"),
    std::string_view("the file is empty"),
    std::string_view("the first line is not the file's own name"),
    std::string_view("the second line does not end in a user and a group number"),
    std::string_view("the third line is no sender in angle brackets"),
    std::string_view("the fourth line is not a time and a count of warnings"),
    std::string_view("an option line is cut short, or its counted value does not fit"),
    std::string_view("the list of finished recipients is broken"),
    std::string_view("the number of recipients cannot be read"),
    std::string_view("there are fewer recipients than announced, or one cannot be read"),
    std::string_view("no blank line between envelope and headers"),
    std::string_view("a header's length is wrong, or a NUL byte stands among the headers"),
};
static_assert(kDamageTexts.size() == static_cast<std::size_t>(SpoolDamage::headers) + 1);

}  // namespace

std::string_view damage_text(SpoolDamage damage) {
  return kDamageTexts[static_cast<std::size_t>(damage)];
}

std::string write_spool_header(const SpoolHeader& header) {
  std::string out;
  out += header.id.text();
  write_line(out, "-H");
  write_line(out, header.login_line);
  out += '<';
  out += header.sender;
  write_line(out, ">");
  write_line(out, header.time_line);
  write_options(out, header);
  out += header.tree_lines;
  write_line(out, header.count_line);
  for (const SpoolRecipient& recipient : header.recipients) write_line(out, recipient.raw);
  out += '\n';
  for (const SpoolHeaderLine& line : header.headers) write_header_line(out, line);
  return out;
}

}  // namespace queuehound
