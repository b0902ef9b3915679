#include "cli/manual_page.h"

#include <fmt/format.h>

#include <string_view>

#include "cli/command_row.h"
#include "host/config.h"
#include "host/tree.h"

namespace queuehound {
namespace {

// Text as man(7) shows it: a dot or quote at the start of a line is a request, a backslash an
// escape, and a bare '-' may become a hyphen that nobody can copy into a shell.
std::string roff(std::string_view text) {
  std::string out;
  bool is_line_start = true;
  for (const char c : text) {
    if (is_line_start && (c == '.' || c == '\'')) out += "\\&";
    is_line_start = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : roff(text)) c == '"' ? out += "\\(dq" : out += c;
  return out + "\"";
}

// Blank lines of our texts begin a paragraph; indented lines are a table, to be shown as they
// stand.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool is_blank = false, in_table = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      is_blank = true;
      continue;
    }
    const bool is_row = line.starts_with("  ");
    if (in_table && !is_row) out += ".EE\n";
    if (is_blank) out += ".PP\n";
    if (is_row && !in_table) out += ".EX\n";
    is_blank = false;
    in_table = is_row;
    out += roff(line.substr(is_row ? 2 : 0)) + "\n";
  }
  return in_table ? out + ".EE\n" : out;
}

constexpr std::string_view kDate = "2026-11-28";  // when the words of the pages changed last

std::string title(std::string_view name, char section) {
  return fmt::format(".TH {} {} {} {}\n", quoted(name), section, kDate,
                     quoted("queuehound " QUEUEHOUND_VERSION));
}

std::string option_entry(const OptionRow& row) {
  std::string out = ".TP\n\\fB";
  if (!row.letter.empty()) out += roff(row.letter) + "\\fR, \\fB";
  out += roff(row.name) + "\\fR";
  if (!row.value.empty()) out += " \\fI" + roff(row.value) + "\\fR";
  return out + "\n" + roff(row.help) + "\n";
}

// Options of several commands stand once, in the section of their own.
bool is_shared(const OptionRows& rows) { return rows.data() == scan_option_rows().data(); }

std::string names_of(const OptionRows& rows) {
  std::string names;
  for (const OptionRow& row : rows)
    names += (names.empty() ? "" : ", ") + fmt::format("\\fB{}\\fR", roff(row.name));
  return names;
}

std::string command_entry(const CommandRow& command) {
  std::string out = ".SS " + quoted(command.usage) + "\n";
  out += roff(command.summary) + ".\n";
  if (!command.about.empty()) out += ".PP\n" + paragraphs(command.about);
  for (const OptionRows rows : command.options) {
    if (is_shared(rows)) continue;
    if (rows.data() == server_option_rows().data()) {
      out += ".PP\nOf the options below: " + names_of(rows) + ".\n";
      continue;
    }
    for (const OptionRow& row : rows) out += option_entry(row);
  }
  return out;
}

std::string shared_options() {
  std::string out = ".SH OPTIONS\nOf every command that reads a server.\n";
  std::string_view heading;
  for (const OptionRow& row : scan_option_rows()) {
    if (row.heading != heading) out += ".SS " + quoted(row.heading) + "\n";
    heading = row.heading;
    out += option_entry(row);
  }
  return out;
}

// Lines of at most 80 bytes, as mandoc -Tlint wants a page's text; requests and tables stay.
std::string set_in_lines(std::string_view page) {
  constexpr std::size_t kWidest = 80;
  std::string out;
  bool in_table = false, is_tag = false;  // what follows .TP is one line
  for_each_line(page, [&](std::string_view line) {
    if (line == ".EX" || line == ".EE") in_table = line == ".EX";
    const bool may_break = !in_table && !is_tag && !line.starts_with('.');
    is_tag = line == ".TP";
    while (line.size() > kWidest && may_break) {
      std::size_t blank = line.rfind(' ', kWidest);
      if (blank == line.npos) blank = std::min(line.find(' '), line.size());
      out.append(line.substr(0, blank)) += '\n';
      line.remove_prefix(std::min(blank + 1, line.size()));
      if (line.starts_with('.') || line.starts_with('\'')) out += "\\&";
    }
    out.append(line) += '\n';
  });
  return out;
}

constexpr std::string_view kProgramHead =
    ".SH NAME\nqueuehound \\- name who sends spam through an Exim server, with proof\n"
    ".SH SYNOPSIS\n.B queuehound\n\\fICOMMAND\\fR [\\fIOPTION\\fR]...\n"
    ".SH DESCRIPTION\n"
    "Reads Exim\\(aqs queue and logs, Dovecot\\(aqs and the web server\\(aqs, and names each "
    "mailbox, script, form, list or host that sends spam.\n"
    ".SH COMMANDS\n";

constexpr std::string_view kProgramTail =
    ".SH ENVIRONMENT\n"
    ".TP\n.B PAGER\nThe program that shows text longer than the terminal; otherwise "
    "\\fBless \\-FRX\\fR. Empty or \\fBcat\\fR: none. It is run without a shell.\n"
    ".TP\n.B NO_COLOR\nNo colour, where it is set and not empty.\n"
    ".TP\n.B COLUMNS\nThe width to fill.\n"
    ".SH FILES\n.TP\n.I /etc/queuehound/queuehound.toml\nSettings; see "
    "\\fBqueuehound.toml\\fR(5).\n"
    ".TP\n.I /var/lib/queuehound\nThe journal of what was changed, and what undo needs.\n"
    ".TP\n.I /var/cache/queuehound\nWhat logs taught, addresses and subjects of recent mail too: "
    "root "
    "alone may read it. May be removed at any time.\n"
    ".SH \"SEE ALSO\"\n.BR queuehound.toml (5),\n.BR exim (8)\n";

constexpr std::string_view kSettingsHead =
    ".SH NAME\nqueuehound.toml \\- settings of queuehound\n"
    ".SH SYNOPSIS\n.I /etc/queuehound/queuehound.toml\n"
    ".SH DESCRIPTION\n"
    "A TOML file. Every key is optional, and an empty file is complete. An unknown key is an "
    "error.\n";

}  // namespace

std::string program_manual() {
  std::string out = title("QUEUEHOUND", '1');
  out += kProgramHead;
  for (const CommandRow& command : command_rows())
    if (!command.is_hidden) out += command_entry(command);
  out += shared_options();
  out += kProgramTail;
  return set_in_lines(out);
}

std::string settings_manual() {
  std::string out = title("QUEUEHOUND.TOML", '5');
  out += kSettingsHead;
  out += ".SH SETTINGS\n";
  std::string_view table;
  for (const SettingRow& row : setting_rows()) {
    if (row.table != table) out += ".SS " + quoted("[" + std::string(row.table) + "]") + "\n";
    table = row.table;
    out +=
        ".TP\n\\fB" + roff(row.name) + "\\fR = " + roff(row.example) + "\n" + roff(row.help) + "\n";
  }
  out += ".SH \"SEE ALSO\"\n.BR queuehound (1)\n";
  return set_in_lines(out);
}

}  // namespace queuehound
