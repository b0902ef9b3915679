#include "host/exim_config.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxDepth = 8;  // of included files
constexpr std::size_t kMaxIncludes = 200;
constexpr std::size_t kMaxLine = 64u << 10;  // after continuation and macros
constexpr std::size_t kMaxMacros = 5000;
constexpr std::size_t kMaxWork = 32u << 20;       // bytes of all lines after macros
constexpr std::size_t kMaxSearched = 512u << 20;  // bytes of lines times macros looked for in them

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_word) &&
         std::isdigit(static_cast<unsigned char>(text.front())) == 0;
}

// What stands before and after the number in -bV's answer and in the main log.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kVersionFrames{
    {{"Exim version ", ""}, {"exim ", " daemon started"}}};

bool is_version(std::string_view text) {
  const auto fits = [](char c) { return is_word(c) || c == '.' || c == '-' || c == '+'; };
  return text.size() >= 3 && text.size() <= 20 && text.contains('.') &&
         std::isdigit(static_cast<unsigned char>(text.front())) != 0 &&
         std::ranges::all_of(text, fits);
}

// Moves `text` behind the next `word`. memmem, because the version is looked for in a quarter of a
// megabyte of log, and going back byte by byte with rfind took a tenth of finding the server.
bool skip_past(std::string_view& text, std::string_view word) {
  const void* found = ::memmem(text.data(), text.size(), word.data(), word.size());
  if (found == nullptr) return false;
  const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  text.remove_prefix(at + word.size());
  return true;
}

// As Exim's readconf.c: line by line as they lie in the files, macros first, then conditions and
// included files (even between continued lines), then the joined line as a setting.
class Parser {
 public:
  explicit Parser(const ReadIncluded& included) : included_(included) {}

  void parse(std::string_view text, std::string_view path, std::size_t depth) {
    std::size_t number = 0;
    while (!at_end_ && !text.empty()) {
      ++number;
      take_physical(trim(cut(text, '\n')), {std::string(path), number}, depth);
    }
    if (depth == 0 && !at_end_ && is_joining_) end_logical();
  }

  void take_printed(std::string_view line) { setting(line); }

  EximConfig result() { return std::move(config_); }

 private:
  // The state of one .ifdef: a branch is read while `active`, and only one of them.
  struct Condition {
    bool active, taken;
  };
  struct Macro {
    std::string name, text;
  };

  void take_physical(std::string_view raw, const ConfigPlace& place, std::size_t depth) {
    if (raw.empty() && is_joining_) end_logical();
    if (raw.empty() || raw.starts_with('#')) return;  // a comment also between continued lines
    bool has_macro = false;
    const std::string line = with_macros(raw, has_macro);
    work_ += line.size();
    if (work_ > kMaxWork) at_end_ = true;
    if (line.starts_with('.') && is_directive(line, has_macro, place, depth)) return;
    if (is_active()) join(line, place);
  }

  bool is_directive(std::string_view line, bool has_macro, const ConfigPlace& place,
                    std::size_t depth) {
    if (conditional(line, has_macro)) return true;
    if (!line.starts_with(".include")) return false;
    if (is_active()) include(line, place.path, depth);
    return true;
  }

  // A backslash at its end joins the next line, whose leading blanks do not count.
  void join(std::string_view line, const ConfigPlace& place) {
    if (!is_joining_) {
      logical_.clear();
      place_ = place;
    }
    is_joining_ = line.ends_with('\\');
    if (is_joining_) line.remove_suffix(1);
    if (logical_.size() + line.size() <= kMaxLine) logical_ += line;
    if (!is_joining_) end_logical();
  }

  void end_logical() {
    is_joining_ = false;
    const std::string line = std::exchange(logical_, {});
    const std::string_view words = trim(line);
    if (words.empty()) return;
    if (std::isupper(static_cast<unsigned char>(words.front())) != 0)
      define_macro(words);
    else
      setting(words);
  }

  bool is_active() const {
    return std::ranges::all_of(conditions_, [](const Condition& c) { return c.active; });
  }

  // A name holds where it was replaced: Exim asks no more, so a part of a word will do.
  bool conditional(std::string_view line, bool has_macro) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view word = line.substr(0, end);
    const bool is_defined = has_macro || names_own_macro(line.substr(end));
    if (word == ".ifdef" || word == ".ifndef") {
      const bool holds = is_defined == (word == ".ifdef");
      if (conditions_.size() < kMaxLine) conditions_.push_back({holds, holds});
      return true;
    }
    if (word == ".endif") {
      if (!conditions_.empty()) conditions_.pop_back();
      return true;
    }
    if (word != ".else" && word != ".elifdef" && word != ".elifndef") return false;
    if (conditions_.empty()) return true;
    Condition& condition = conditions_.back();
    const bool holds = word == ".else" || is_defined == (word == ".elifdef");
    condition.active = !condition.taken && holds;
    condition.taken = condition.taken || holds;
    return true;
  }

  // Macros that begin with '_' are Exim's own (_HAVE_TLS, _OPT_...): taken as there.
  static bool names_own_macro(std::string_view text) {
    const auto starts_name = [&](std::size_t i) {
      return text[i] == '_' && i + 1 < text.size() && (i == 0 || !is_word(text[i - 1])) &&
             std::isupper(static_cast<unsigned char>(text[i + 1])) != 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i)
      if (starts_name(i)) return true;
    return false;
  }

  // "NAME =" at the start of a line is what is being defined, and stays as it is.
  std::size_t length_of_defined_name(std::string_view line) const {
    if (is_joining_ || std::isupper(static_cast<unsigned char>(line.front())) == 0) return 0;
    std::size_t end = 0;
    while (end < line.size() && is_word(line[end])) ++end;
    std::size_t at = end;
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    return at < line.size() && line[at] == '=' ? end : 0;
  }

  // Each macro in the order of definition, wherever its letters stand (Exim knows no words here);
  // what one put in is seen by the later ones.
  std::string with_macros(std::string_view raw, bool& has_macro) {
    const std::size_t kept = length_of_defined_name(raw);
    std::string line(raw);
    const auto is_upper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    if (std::ranges::none_of(std::string_view(raw).substr(kept), is_upper)) return line;
    for (const Macro& macro : macros_) {
      searched_ += line.size();
      if (searched_ > kMaxSearched) break;
      std::size_t at = line.find(macro.name, kept);
      if (at == line.npos) continue;
      has_macro = true;
      std::string out = line.substr(0, at);
      while (at != line.npos && out.size() < kMaxLine) {
        out += macro.text;
        const std::size_t from = at + macro.name.size();
        at = line.find(macro.name, from);
        out += line.substr(from, at == line.npos ? at : at - from);
      }
      line = std::move(out);
      if (line.size() > kMaxLine) line.resize(kMaxLine);
    }
    return line;
  }

  // "NAME = text"; "NAME == text" changes one that is there, which keeps its place.
  void define_macro(std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == line.npos) return;
    const std::string_view name = trim(line.substr(0, equals));
    if (!is_name(name)) return;
    std::string_view text = line.substr(equals + 1);
    if (text.starts_with('=')) text.remove_prefix(1);
    const auto known = std::ranges::find(macros_, name, &Macro::name);
    if (known != macros_.end())
      known->text = trim(text);
    else if (macros_.size() < kMaxMacros)
      macros_.push_back({std::string(name), std::string(trim(text))});
  }

  void include(std::string_view line, std::string_view from, std::size_t depth) {
    const std::size_t space = line.find_first_of(" \t");
    if (space == line.npos || depth >= kMaxDepth || ++includes_ > kMaxIncludes) return;
    std::string_view path = trim(line.substr(space));
    if (path.size() > 1 && path.front() == '"' && path.back() == '"')
      path = path.substr(1, path.size() - 2);
    // Exim takes a bare name from the folder of its main file.
    if (depth == 0) folder_ = from.substr(0, from.rfind('/') + 1);
    const std::string whole =
        path.starts_with('/') ? std::string(path) : folder_ + std::string(path);
    if (!whole.starts_with('/')) return;
    if (const auto text = included_(whole)) parse(*text, whole, depth + 1);
  }

  void setting(std::string_view line) {
    if (line.starts_with("begin") && line.size() > 5 && (line[5] == ' ' || line[5] == '\t')) {
      at_end_ = true;  // routers, transports and access lists follow
      return;
    }
    if (line.starts_with("hide ")) line = trim(line.substr(5));
    const std::size_t end = std::min(line.find_first_of(" \t="), line.size());
    const std::string_view word = line.substr(0, end);
    if (word == "domainlist" || word == "hostlist") return named_list(line.substr(end));
    const std::size_t equals = line.find('=', end);
    if (!is_name(word)) return;
    if (equals == line.npos) return flag(word);
    set(word, unquoted(trim(line.substr(equals + 1))));
  }

  void set(std::string_view name, std::string value) {
    config_.options.insert_or_assign(std::string(name), std::move(value));
    config_.places.insert_or_assign(std::string(name), place_);
  }

  void flag(std::string_view word) {
    const bool off = word.starts_with("no_") || word.starts_with("not_");
    if (off) word.remove_prefix(word.starts_with("no_") ? 3 : 4);
    if (!word.empty()) set(word, off ? "false" : "true");
  }

  void named_list(std::string_view rest) {
    rest = trim(rest);
    if (rest.starts_with("_cache")) rest = trim(rest.substr(6));
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos) return;
    const std::string_view name = trim(rest.substr(0, equals));
    if (is_name(name))
      config_.named_lists.insert_or_assign(std::string(name),
                                           unquoted(trim(rest.substr(equals + 1))));
  }

  // In quotes \n, \t, \101 and \x41 are characters, and \ before any other is that one.
  static std::string unquoted(std::string_view value) {
    if (!value.starts_with('"')) return std::string(value);
    std::string text;
    for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i)
      text += value[i] == '\\' && i + 1 < value.size() ? escaped(value, ++i) : value[i];
    return text;
  }

  // The character that the escape at `i` (behind its backslash) stands for; `i` ends on its last.
  static char escaped(std::string_view value, std::size_t& i) {
    constexpr std::string_view kLetters = "nrtbfv", kMeant = "\n\r\t\b\f\v";
    if (const std::size_t letter = kLetters.find(value[i]); letter != kLetters.npos)
      return kMeant[letter];
    const bool is_hex = value[i] == 'x';
    const unsigned base = is_hex ? 16 : 8;
    const std::size_t first = is_hex ? i + 1 : i, most = is_hex ? 2 : 3;
    unsigned code = 0;
    std::size_t at = first;
    for (; at < value.size() && at < first + most; ++at) {
      const unsigned digit = digit_of(value[at]);
      if (digit >= base) break;
      code = code * base + digit;
    }
    if (at == first) return value[i];
    i = at - 1;
    return static_cast<char>(code & 0xff);
  }

  static unsigned digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? static_cast<unsigned>(low - 'a' + 10) : 99;
  }

  const ReadIncluded& included_;
  EximConfig config_;
  std::vector<Macro> macros_;  // in the order of definition
  std::vector<Condition> conditions_;
  std::string logical_, folder_;
  ConfigPlace place_;  // where logical_ begins
  std::size_t includes_ = 0, work_ = 0, searched_ = 0;
  bool is_joining_ = false, at_end_ = false;
};

}  // namespace

std::string_view EximConfig::option(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view EximConfig::named_list(std::string_view name) const {
  const auto found = named_lists.find(name);
  return found == named_lists.end() ? std::string_view{} : std::string_view(found->second);
}

EximConfig parse_exim_config(std::string_view text, const ReadIncluded& included,
                             std::string_view path) {
  Parser parser(included);
  parser.parse(text, path, 0);
  return parser.result();
}

EximConfig parse_exim_options(std::string_view printed) {
  const ReadIncluded nothing = [](std::string_view) { return std::nullopt; };
  Parser parser(nothing);
  EximConfig config;
  for_each_line(printed, [&](std::string_view line) {
    line = trim(line);
    if (line.starts_with('/') && !line.contains(' '))  // -bP configure_file prints the name alone
      config.options.insert_or_assign("configure_file", std::string(line));
    const bool is_setting = line.contains('=') || is_name(line);
    if (is_setting) parser.take_printed(line);
  });
  EximConfig rest = parser.result();
  config.options.merge(rest.options);
  config.named_lists = std::move(rest.named_lists);
  return config;
}

std::string exim_version_in(std::string_view text) {
  for (const auto& [before, after] : kVersionFrames) {
    std::string_view last;
    std::string_view rest = text;
    while (skip_past(rest, before)) {
      const std::string_view version = rest.substr(0, rest.find_first_of(" \n"));
      if (is_version(version) && rest.substr(version.size()).starts_with(after)) last = version;
    }
    if (!last.empty()) return std::string(last);
  }
  return {};
}

namespace {

// A separator at the end ends the last item, as in Exim's string_nextinlist().
std::vector<std::string> all_list_items(std::string_view list) {
  char separator = ':';
  list = trim(list);
  if (list.size() > 1 && list[0] == '<' && std::ispunct(static_cast<unsigned char>(list[1])) != 0) {
    separator = list[1];
    list.remove_prefix(2);
  }
  std::vector<std::string> items;
  std::string item;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] != separator) {
      item += list[i];
    } else if (i + 1 < list.size() && list[i + 1] == separator) {
      item += list[i++];  // doubled: the character itself, as in ::::1
    } else {
      items.emplace_back(trim(item));
      item.clear();
    }
  }
  if (!trim(item).empty()) items.emplace_back(trim(item));
  return items;
}

}  // namespace

std::vector<std::string> exim_list_items(std::string_view list) {
  std::vector<std::string> items = all_list_items(list);
  std::erase_if(items, [](const std::string& text) { return text.empty(); });
  return items;
}

bool logs_to_syslog(std::string_view log_file_path) {
  const std::vector<std::string> items = exim_list_items(log_file_path);
  return std::ranges::find(items, "syslog") != items.end();
}

bool logs_to_file(std::string_view log_file_path) {
  const std::vector<std::string> items = all_list_items(log_file_path);
  return std::ranges::any_of(items, [](const std::string& item) { return item != "syslog"; });
}

std::string exim_log_path(std::string_view log_file_path, std::string_view log,
                          std::string_view spool_directory) {
  const std::vector<std::string> items = all_list_items(log_file_path);
  const auto file =
      std::ranges::find_if(items, [](const std::string& item) { return item != "syslog"; });
  std::string path;
  if (items.empty()) path = spool_directory.empty() ? "" : joined(spool_directory, "log/%slog");
  if (file != items.end()) path = file->starts_with('/') ? *file : "";
  const std::size_t mark = path.find("%s");
  if (mark != path.npos) path.replace(mark, 2, log);
  return path;
}

}  // namespace queuehound
