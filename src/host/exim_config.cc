#include "host/exim_config.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxDepth = 8;  // of included files
constexpr std::size_t kMaxIncludes = 200;
constexpr std::size_t kMaxLine = 64u << 10;  // after continuation and macros
constexpr std::size_t kMaxMacros = 5000;
constexpr std::size_t kMaxWork = 32u << 20;  // bytes of all lines after macros

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

// One logical line: comment lines dropped, a trailing backslash joins the next.
class LogicalLines {
 public:
  explicit LogicalLines(std::string_view text) : rest_(text) {}

  bool next(std::string& line) {
    line.clear();
    bool joined = false;
    while (!rest_.empty()) {
      std::string_view part = trim(cut(rest_, '\n'));
      if (part.starts_with('#')) continue;  // also between continued lines, as Exim has it
      const bool more = part.ends_with('\\');
      if (more) part.remove_suffix(1);
      if (line.size() + part.size() <= kMaxLine) line += part;
      if (more) {
        joined = true;
        continue;
      }
      if (!line.empty() || joined) return true;
    }
    return !line.empty();
  }

 private:
  std::string_view rest_;
};

class Parser {
 public:
  explicit Parser(const ReadIncluded& included) : included_(included) {}

  void parse(std::string_view text, std::size_t depth) {
    LogicalLines lines(text);
    std::string line;
    while (!at_end_ && lines.next(line)) take(line, depth);
  }

  void take_printed(std::string_view line) { setting(line); }

  EximConfig result() { return std::move(config_); }

 private:
  // The state of one .ifdef: a branch is read while `active`, and only one of them.
  struct Condition {
    bool active, taken;
  };

  void take(std::string_view raw, std::size_t depth) {
    std::string_view words = raw;
    if (raw.starts_with('.') && conditional(raw)) return;
    if (!is_active()) return;
    const std::string line = with_macros(raw);
    work_ += line.size();
    if (work_ > kMaxWork) at_end_ = true;
    words = line;
    if (words.starts_with(".include")) return include(words, depth);
    if (macro_definition(raw, words)) return;
    setting(words);
  }

  bool is_active() const {
    return std::ranges::all_of(conditions_, [](const Condition& c) { return c.active; });
  }

  bool conditional(std::string_view line) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view word = line.substr(0, end);
    const std::string_view rest = line.substr(end);
    if (word == ".ifdef" || word == ".ifndef") {
      const bool holds = names_macro(rest) == (word == ".ifdef");
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
    const bool holds = word == ".else" || names_macro(rest) == (word == ".elifdef");
    condition.active = !condition.taken && holds;
    condition.taken = condition.taken || holds;
    return true;
  }

  // Macros that begin with '_' are Exim's own (_HAVE_TLS, _OPT_...): taken as there.
  bool names_macro(std::string_view text) const {
    bool found = false;
    for_each_name(text, [&](std::string_view name) {
      found = found || name.starts_with('_') || macros_.contains(name);
    });
    return found;
  }

  template <class Function>
  static void for_each_name(std::string_view text, Function&& function) {
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end > i) function(text.substr(i, end - i));
      i = end + 1;
    }
  }

  // Values were expanded when they were defined, so one pass is enough.
  std::string with_macros(std::string_view text) const {
    std::string out;
    for (std::size_t i = 0; i < text.size() && out.size() < kMaxLine;) {
      std::size_t end = i;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == i) {
        out += text[i++];
        continue;
      }
      const auto macro = macros_.find(text.substr(i, end - i));
      out += macro == macros_.end() ? text.substr(i, end - i) : std::string_view(macro->second);
      i = end;
    }
    if (out.size() > kMaxLine) out.resize(kMaxLine);
    return out;
  }

  // "NAME = text" and "NAME == text"; the name is taken from the line before macros were replaced.
  bool macro_definition(std::string_view raw, std::string_view line) {
    const std::size_t equals = raw.find('=');
    if (equals == raw.npos) return false;
    const std::string_view name = trim(raw.substr(0, equals));
    if (!is_name(name) || std::isupper(static_cast<unsigned char>(name.front())) == 0) return false;
    const bool again = macros_.contains(name);
    std::string_view value = again ? raw : line;
    value = value.substr(std::min(value.find('=') + 1, value.size()));
    if (value.starts_with('=')) value.remove_prefix(1);
    if (macros_.size() < kMaxMacros)
      macros_.insert_or_assign(std::string(name),
                               again ? with_macros(trim(value)) : std::string(trim(value)));
    return true;
  }

  void include(std::string_view line, std::size_t depth) {
    const std::size_t space = line.find_first_of(" \t");
    if (space == line.npos || depth >= kMaxDepth || ++includes_ > kMaxIncludes) return;
    std::string_view path = trim(line.substr(space));
    if (path.size() > 1 && path.front() == '"' && path.back() == '"')
      path = path.substr(1, path.size() - 2);
    if (!path.starts_with('/')) return;
    if (const auto text = included_(path)) parse(*text, depth + 1);
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
    config_.options.insert_or_assign(std::string(word), unquoted(trim(line.substr(equals + 1))));
  }

  void flag(std::string_view word) {
    const bool off = word.starts_with("no_") || word.starts_with("not_");
    if (off) word.remove_prefix(word.starts_with("no_") ? 3 : 4);
    if (!word.empty()) config_.options.insert_or_assign(std::string(word), off ? "false" : "true");
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

  static std::string unquoted(std::string_view value) {
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return std::string(value);
  }

  const ReadIncluded& included_;
  EximConfig config_;
  TextMap<std::string> macros_;
  std::vector<Condition> conditions_;
  std::size_t includes_ = 0, work_ = 0;
  bool at_end_ = false;
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

EximConfig parse_exim_config(std::string_view text, const ReadIncluded& included) {
  Parser parser(included);
  parser.parse(text, 0);
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
  for (const auto& [before, after] : kVersionFrames)
    for (std::size_t at = text.rfind(before); at != text.npos; at = text.rfind(before, at - 1)) {
      std::string_view rest = text.substr(at + before.size());
      const std::string_view version = rest.substr(0, rest.find_first_of(" \n"));
      rest.remove_prefix(version.size());
      if (is_version(version) && rest.starts_with(after)) return std::string(version);
      if (at == 0) break;
    }
  return {};
}

std::vector<std::string> exim_list_items(std::string_view list) {
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
  items.emplace_back(trim(item));
  std::erase_if(items, [](const std::string& text) { return text.empty(); });
  return items;
}

bool logs_to_syslog(std::string_view log_file_path) {
  const std::vector<std::string> items = exim_list_items(log_file_path);
  return std::ranges::find(items, "syslog") != items.end();
}

std::string exim_log_path(std::string_view log_file_path, std::string_view log,
                          std::string_view spool_directory) {
  std::string path;
  bool only_syslog = false;
  for (const std::string& item : exim_list_items(log_file_path)) {
    only_syslog = only_syslog || item == "syslog";
    if (item.starts_with('/') && path.empty()) path = item;
  }
  if (path.empty() && only_syslog) return {};
  if (path.empty()) path = spool_directory.empty() ? "" : joined(spool_directory, "log/%slog");
  const std::size_t mark = path.find("%s");
  if (mark != path.npos) path.replace(mark, 2, log);
  return path;
}

}  // namespace queuehound
