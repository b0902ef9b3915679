#include "cli/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/changing_commands.h"
#include "cli/check.h"
#include "cli/completion.h"
#include "cli/explain.h"
#include "cli/manual_page.h"
#include "cli/output.h"
#include "cli/parse.h"
#include "cli/queue.h"
#include "cli/scan.h"
#include "cli/suggest.h"
#include "cli/who.h"
#include "remedy/letter.h"
#include "report/style.h"

namespace queuehound {
namespace {

constexpr std::size_t kHelpWidth = 80;

constexpr std::array<std::string_view, 3> kFutureCommands{"watch", "web", "status"};

// They only read, and nobody waits for the mail server meanwhile.
constexpr std::array<std::string_view, 7> kGentleCommands{"scan",  "explain", "who", "queue",
                                                          "check", "parse",   "plan"};

constexpr std::size_t kMostTyped = 1000;  // words of a command line being completed

int show_completion(std::string_view shell) {
  const auto script = completion_script(shell);
  if (script) return put_results(*script) ? 0 : 2;
  complain("no completion for the shell \"" + std::string(shell) + "\": bash, zsh or fish",
           "queuehound completion bash");
  return 2;
}

CommandRow scan_row() {
  return {"scan",
          "scan [OPTION]...",
          "find out who is sending spam, and how; changes nothing",
          "Reads Exim's queue and logs, Dovecot's and the web server's, and names each\n"
          "mailbox, script, form, list or host that sends spam, with the evidence, what to\n"
          "take out of the queue and what to leave there. It finds the files by itself.\n"
          "\n"
          "Ctrl-C tells what is known so far, a second one ends at once.\n"
          "\n"
          "Exit status: 0 nothing found, 1 incidents found, 2 failed or wrong usage,\n"
          "130 interrupted before anything was found.\n",
          {scan_option_rows(), state_option_rows()},
          0,
          0,
          [](const Options& options) { return run_scan(options.scan); }};
}

CommandRow parse_row() {
  return {"parse",
          "parse --kind KIND FILE... [OPTION]...",
          "show how each line of a log, or a spool file, is understood",
          "The tester for odd lines: each record with its fields, as scan reads it; what was\n"
          "not understood is marked where the parser stopped, and counted at the end. FILE may\n"
          "be packed (gzip, xz, zstd, bzip2); - is standard input.\n"
          "\n"
          "Exit status: 0 all was understood, 1 something was not or there was no record,\n"
          "2 failed or wrong usage.\n",
          {parse_option_rows()},
          1,
          10000,
          run_parse};
}

CommandRow queue_row() {
  return {"queue",
          "queue [OPTION]... | queue show MSG... | queue quarantine WHAT...",
          "list, count, sum up or show the messages that wait",
          "Reads the spool only, but for what the logs alone can tell: --script, --origin,\n"
          "--incident, --evidence, --summary script. TEXT is looked for as it stands,\n"
          "anywhere, a to z in any case; =TEXT must be all of it; with * or ? it is a\n"
          "pattern for all of it. Never a regular expression: a dot is a dot. Several of one\n"
          "option: any may fit; different options: all must, or with --any one.\n"
          "\n"
          "  exiqgrep -f -r -s -y -o -z -x -i -b -c -R -a -G    the same letters here\n"
          "  exiqgrep -f '^<>$'                                 --bounce, or -f '<>'\n"
          "  exipick -z, -x, --or, --sort                       -z, -x, --any, --sort\n"
          "  exipick '$sender_address eq a@b.example'           -f =a@b.example\n"
          "  exipick --not A B, which flips each test           --not --any A B\n"
          "  exipick '$sender_host_address eq 192.0.2.1'        --client =192.0.2.1\n"
          "  exipick '$message_size > 100K'                     -s +100K\n"
          "  exipick '$recipients_count >= 50'                  -a --recipients +50\n"
          "  exipick '$recipients_undel_count == 1'             --recipients 1\n"
          "  exipick '$received_protocol eq local'              --protocol =local\n"
          "  exipick '$sender_helo_name eq pc'                  --helo =pc\n"
          "  exipick '$h_x-mailer: =~ /PHPMailer/'              --header X-Mailer=PHPMailer\n"
          "  exim -Mvh, -Mvb, -Mvl MSG                          queue show MSG...\n"
          "  exiqsumm                                           --summary domain\n"
          "\n"
          "What apply moved out of the queue:\n"
          "\n"
          "  queue quarantine list [ACTION|INCIDENT]...         which, how many, since when\n"
          "  queue quarantine show MSG...                       each of them whole\n"
          "  queue quarantine release ACTION|INCIDENT|MSG...    back into the queue\n"
          "  queue quarantine expire [--older 14d] [--yes]      remove old ones for good\n"
          "\n"
          "Exit status: 0 found, or the queue is empty; 1 no message fits; 2 failed or wrong\n"
          "usage; 130 interrupted by Ctrl-C: the list is what was read so far.\n",
          {queue_option_rows(), state_option_rows(), scan_option_rows()},
          0,
          10000,
          run_queue};
}

std::string_view about_explain() {
  static const std::string text = [] {
    std::string about =
        "ID is an incident's (I-3f9a2c), or a subject that takes part in one: mailbox:a@b,\n"
        "account:user, script:/path, list:a@b, ip:192.0.2.7, domain:x, msg:ID, also without\n"
        "the prefix where it is plain. Reads what scan reads; changes nothing.\n"
        "\n"
        "Letters are made from templates: /etc/queuehound/letters/owner-KIND.txt, else owner.txt\n"
        "(administrator-KIND.txt, administrator.txt), else built-in ones. A template is a line\n"
        "\"Subject: ...\", an empty line and the text, in which names in braces are filled in; a\n"
        "line whose only name is empty is left out:\n"
        "\n";
    for (const LetterName& name : letter_names())
      about +=
          fmt::format("  {{{}}}{:<{}}{}\n", name.name, "", 14 - name.name.size(), name.meaning);
    return about +
           "\n"
           "Exit status: 0 explained, 1 no such incident, 2 failed or wrong usage, 130 "
           "interrupted\n"
           "by Ctrl-C before it was found.\n";
  }();
  return text;
}

CommandRow explain_row() {
  return {"explain",
          "explain ID|SUBJECT [OPTION]...",
          "one incident step by step, by hand, and what to do after",
          about_explain(),
          {explain_option_rows(), scan_option_rows()},
          1,
          1,
          run_explain};
}

CommandRow who_row() {
  return {"who",
          "who SUBJECT [OPTION]...",
          "everything known of a mailbox, account, address, message",
          "SUBJECT is mailbox:a@b, account:user, script:/path, dir:/path, list:a@b,\n"
          "ip:192.0.2.7, net:192.0.2.0/24, domain:x or msg:ID (Exim's, or a Message-ID of the\n"
          "window), also without the prefix where it is plain. An xn-- domain may be written as\n"
          "people read it. Of a message the whole life, line by line. Reads what scan reads, the\n"
          "window for details and older logs for the usual level; changes nothing.\n"
          "\n"
          "Exit status: 0 something is known, 1 nothing, 2 failed or wrong usage, 130 interrupted\n"
          "by Ctrl-C before anything was known.\n",
          {scan_option_rows()},
          1,
          1,
          run_who};
}

CommandRow check_row() {
  return {"check",
          "check [OPTION]...",
          "what the settings hide, and the lines to add; changes nothing",
          "Says whether the logs would prove who sends spam: Exim's log_selector, PHP's mail\n"
          "settings, how far back the logs reach, clock, permissions, lines that are not\n"
          "understood, firewall and panel; and for all that is missing the exact lines to add.\n"
          "\n"
          "Exit status: 0 all is well, 1 something to change, 2 failed or wrong usage.\n",
          {check_option_rows(), scan_option_rows()},
          0,
          0,
          run_check};
}

CommandRow completion_row() {
  return {"completion",
          "completion SHELL",
          "a script that teaches bash, zsh or fish to complete commands",
          "  bash: queuehound completion bash > /etc/bash_completion.d/queuehound\n"
          "  zsh:  queuehound completion zsh > /usr/local/share/zsh/site-functions/_queuehound\n"
          "  fish: queuehound completion fish > /etc/fish/completions/queuehound.fish\n",
          {},
          1,
          1,
          [](const Options& options) { return show_completion(options.operands.front()); }};
}

CommandRow complete_row() {
  return {"complete",
          "complete [--] WORD...",
          "what may stand for the last word",
          "",
          {},
          0,
          kMostTyped,
          [](const Options& options) { return run_complete(options.operands); },
          true};
}

CommandRow help_row() {
  return {"help",
          "help [COMMAND]",
          "this text, or the help of one command",
          "  help --man           the manual page, queuehound(1)\n"
          "  help --man-settings  the manual page of the settings, queuehound.toml(5)\n",
          {},
          0,
          1,
          nullptr};
}

CommandRow version_row() {
  return {"version", "version", "which version this is", "", {}, 0, 0, nullptr};
}

const std::array<CommandRow, 17>& commands() {
  static const std::array<CommandRow, 17> rows{
      {scan_row(), parse_row(), queue_row(), explain_row(), who_row(), check_row(), plan_row(),
       apply_row(), confirm_row(), undo_row(), log_row(), block_row(), allow_row(),
       completion_row(), complete_row(), help_row(), version_row()}};
  return rows;
}

const CommandRow* find_command(std::string_view name) {
  for (const CommandRow& row : command_rows()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

bool is_future(std::string_view name) {
  for (const std::string_view future : kFutureCommands) {
    if (future == name) return true;
  }
  return false;
}

Invocation show(std::string text) {
  return {.what = Invocation::What::show, .text = std::move(text)};
}

Invocation wrong(std::string text, std::string next) {
  return {.what = Invocation::What::wrong, .text = std::move(text), .next = std::move(next)};
}

std::string quoted(std::string_view word) {
  return "\"" + shown(word, TextStyle{.utf8 = true}, 60) + "\"";
}

Invocation unknown_command(std::string_view name) {
  if (is_future(name)) {
    return wrong("the command " + quoted(name) + " is not in this version (" QUEUEHOUND_VERSION ")",
                 "queuehound --help");
  }
  std::vector<std::string_view> words;
  for (const CommandRow& row : command_rows())
    if (!row.is_hidden) words.push_back(row.name);
  std::string text = "no command is called " + quoted(name);
  if (name == "man") return wrong(std::move(text), "queuehound help --man | man -l -");
  const auto near = nearest_word(to_lower(name), words);
  if (near) text += "; did you mean \"" + std::string(*near) + "\"?";
  return wrong(std::move(text), near ? "queuehound " + std::string(*near) : "queuehound --help");
}

// "--like -bp": one of the words that the option lists, with the dash that another program has
// there.
bool is_listed_value(const OptionRow& row, std::string_view word) {
  Options tried;
  const auto complaint = row.set(tried, "");
  return complaint && complaint->starts_with(kOneOf) && !row.set(tried, word);
}

Invocation unknown_option(const CommandRow& command, std::string_view name) {
  std::vector<std::string_view> words{"--help"};
  for (const OptionRows rows : command.options)
    for (const OptionRow& row : rows) words.push_back(row.name);
  std::string text = std::string(command.name) + " has no option " + quoted(name);
  for (const OptionRows rows : command.options)
    for (const OptionRow& row : rows)
      if (is_listed_value(row, name))
        return wrong(std::move(text), "queuehound " + std::string(command.name) + " " +
                                          std::string(row.name) + " " + std::string(name));
  if (const auto near = nearest_word(name, words))
    text += "; did you mean \"" + std::string(*near) + "\"?";
  return wrong(std::move(text), "queuehound " + std::string(command.name) + " --help");
}

const OptionRow* find_option(const CommandRow& command, std::string_view name) {
  for (const OptionRows rows : command.options)
    for (const OptionRow& row : rows)
      if (name == row.name || (!row.letter.empty() && name == row.letter)) return &row;
  return nullptr;
}

// "-05:00" is a value; "--json" after "--root" is a forgotten one.
bool looks_like_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
}

std::string help_of(const CommandRow& command) {
  return "queuehound " + std::string(command.name) + " --help";
}

std::optional<Invocation> set_option(const CommandRow& command, const OptionRow& row,
                                     std::string_view name, std::string_view value,
                                     Options& options) {
  const auto complaint = row.set(options, value);
  if (!complaint) return {};
  return wrong(std::string(name) + " " + *complaint + ", not " + quoted(value), help_of(command));
}

// Its value is the next word, if it wants one.
std::optional<Invocation> set_from_next(const CommandRow& command, const OptionRow& row,
                                        std::string_view name,
                                        std::span<const std::string_view>& rest, Options& options) {
  if (row.value.empty()) return set_option(command, row, name, {}, options);
  if (rest.empty() || (looks_like_option(rest.front()) && !is_listed_value(row, rest.front()))) {
    const std::string whole = std::string(name) + " " + std::string(row.value);
    return wrong(std::string(name) + " needs a value: " + whole, help_of(command));
  }
  const std::string_view value = rest.front();
  rest = rest.subspan(1);
  return set_option(command, row, name, value, options);
}

// "-zi" is -z -i; "-fshop" and "-zfshop" end in -f and its value. A word that only lacks a dash to
// be a long option is none.
bool is_bundle(const CommandRow& command, std::string_view word) {
  if (word.size() < 3 || word[1] == '-' || find_option(command, "-" + std::string(word)))
    return false;
  for (const char letter : word.substr(1)) {
    const OptionRow* row = find_option(command, std::string{'-', letter});
    if (!row || !row->value.empty()) return row != nullptr;
  }
  return true;
}

std::optional<Invocation> take_bundle(const CommandRow& command, std::string_view letters,
                                      std::span<const std::string_view>& rest, Options& options) {
  for (; !letters.empty(); letters.remove_prefix(1)) {
    const std::string name{'-', letters.front()};
    const OptionRow& row = *find_option(command, name);
    if (!row.value.empty() && letters.size() > 1)
      return set_option(command, row, name, letters.substr(1), options);
    if (auto trouble = set_from_next(command, row, name, rest, options)) return trouble;
  }
  return {};
}

// One option at the front of `rest`, which it is taken off; what is wrong with it, if anything.
std::optional<Invocation> take_option(const CommandRow& command,
                                      std::span<const std::string_view>& rest, Options& options) {
  const std::string_view word = rest.front();
  rest = rest.subspan(1);
  const std::size_t equals = word.starts_with("--") ? word.find('=') : word.npos;
  const std::string_view name = word.substr(0, equals);
  const OptionRow* row = find_option(command, name);
  if (!row && is_bundle(command, word)) return take_bundle(command, word.substr(1), rest, options);
  if (!row) return unknown_option(command, name);
  if (equals == word.npos) return set_from_next(command, *row, name, rest, options);
  if (row->value.empty()) return wrong(std::string(name) + " takes no value", help_of(command));
  return set_option(command, *row, name, word.substr(equals + 1), options);
}

Invocation too_many(const CommandRow& command, std::string_view word) {
  if (command.most_operands == 0)
    return wrong(std::string(command.name) + " takes options only, not " + quoted(word),
                 "queuehound " + std::string(command.name) + " --help");
  return wrong(std::string(command.name) + " takes no more than that: " + quoted(word),
               "queuehound " + std::string(command.usage));
}

// Behind "--" everything is an operand.
Invocation parse_command(const CommandRow& command, std::span<const std::string_view> rest) {
  Invocation invocation{.what = Invocation::What::run, .command = &command};
  invocation.options.scan.is_gentle =
      std::ranges::find(kGentleCommands, command.name) != kGentleCommands.end();
  std::vector<std::string>& operands = invocation.options.operands;
  bool only_operands = false;
  while (!rest.empty()) {
    const std::string_view word = rest.front();
    if (!only_operands && (word == "--help" || word == "-h")) return show(command_help(command));
    if (!only_operands && word == "--" && command.most_operands > 0) {
      only_operands = true;
      rest = rest.subspan(1);
    } else if (only_operands || !looks_like_option(word) || word == "--") {
      if (operands.size() == command.most_operands) return too_many(command, word);
      operands.emplace_back(word);
      rest = rest.subspan(1);
    } else if (auto trouble = take_option(command, rest, invocation.options)) {
      return *std::move(trouble);
    }
  }
  if (operands.size() < command.fewest_operands)
    return wrong(
        std::string(command.name) + " needs more: queuehound " + std::string(command.usage),
        "queuehound " + std::string(command.name) + " --help");
  return invocation;
}

Invocation parse_help(std::span<const std::string_view> rest) {
  if (rest.empty()) return show(general_help());
  if (rest.size() > 1)
    return wrong(
        "help takes one word, not " + quoted(rest[1]) + " behind it",
        rest.front().starts_with("--man") ? "queuehound help --man-settings" : "queuehound help");
  if (rest.front() == "--man") return show(program_manual());
  if (rest.front() == "--man-settings") return show(settings_manual());
  const bool asks_itself = rest.front() == "--help" || rest.front() == "-h";
  const CommandRow* command = find_command(asks_itself ? "help" : rest.front());
  return command ? show(command_help(*command)) : unknown_command(rest.front());
}

// What stands before any command.
Invocation parse_leading_option(std::string_view word) {
  if (word == "--help" || word == "-h") return show(general_help());
  if (word == "--version" || word == "-V") return show(version_text());
  const std::string_view name = word.substr(0, word.find('='));
  if (find_option(commands().front(), name)) {
    return wrong("options stand after the command, not before it: " + quoted(name),
                 "queuehound scan " + std::string(name));
  }
  return wrong("no option is called " + quoted(name), "queuehound --help");
}

// "  --root DIR        what it does", with what does not fit below it.
std::string option_lines(const OptionRow& row) {
  constexpr std::size_t kColumn = 24;
  std::string left = "  ";
  if (!row.letter.empty()) left += std::string(row.letter) + ", ";
  left += row.name;
  if (!row.value.empty()) left += " " + std::string(row.value);
  if (left.size() + 2 > kColumn) {
    return left + "\n" + wrapped(row.help, std::string(kColumn, ' '), kColumn, kHelpWidth);
  }
  left.resize(kColumn, ' ');
  return wrapped(row.help, left, kColumn, kHelpWidth);
}

}  // namespace

std::span<const CommandRow> command_rows() { return commands(); }

std::span<const std::string_view> future_commands() { return kFutureCommands; }

std::string version_text() { return "queuehound " QUEUEHOUND_VERSION "\n"; }

std::string general_help() {
  std::string out =
      "queuehound names who sends spam through an Exim server, with proof.\n"
      "\n"
      "Usage: queuehound COMMAND [OPTION]...\n"
      "\n"
      "Commands:\n";
  for (const CommandRow& row : command_rows()) {
    if (row.is_hidden) continue;
    std::string left = "  " + std::string(row.name);
    left.resize(14, ' ');
    out += left + std::string(row.summary) + "\n";
  }
  out +=
      "\n"
      "Start here:\n"
      "  sudo queuehound scan            judge this server\n"
      "  queuehound scan --root DIR      judge a copy of a server's files\n"
      "  queuehound scan --help          all options\n";
  return out;
}

std::string command_help(const CommandRow& command) {
  std::string out = "queuehound " + std::string(command.name) + ": ";
  out +=
      std::string(command.summary) + "\n\nUsage: queuehound " + std::string(command.usage) + "\n";
  if (!command.about.empty()) out += "\n" + std::string(command.about);
  std::string_view heading;
  for (const OptionRows rows : command.options)
    for (const OptionRow& row : rows) {
      if (row.heading != heading) out += "\n" + std::string(row.heading) + ":\n";
      heading = row.heading;
      out += option_lines(row);
    }
  if (!command.options.empty()) out += "\n  -h, --help            this text\n";
  return out;
}

Invocation parse_arguments(std::span<const std::string_view> arguments) {
  if (arguments.empty()) return show(general_help());
  const std::string_view first = arguments.front();
  if (first.starts_with('-')) return parse_leading_option(first);
  const CommandRow* command = find_command(first);
  if (!command) return unknown_command(first);
  const std::span<const std::string_view> rest = arguments.subspan(1);
  if (command->name == "help") return parse_help(rest);
  if (command->run != nullptr) return parse_command(*command, rest);
  if (rest.empty()) return show(version_text());
  if (rest.front() == "--help" || rest.front() == "-h") return show(command_help(*command));
  return wrong("version takes nothing else, not " + quoted(rest.front()), "queuehound version");
}

}  // namespace queuehound
