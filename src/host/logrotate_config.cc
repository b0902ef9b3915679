#include "host/logrotate_config.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostRules = 5000, kMostPatterns = 200, kMostFiles = 500;
constexpr std::size_t kMostKept = 100'000;

constexpr std::array<std::pair<std::string_view, std::size_t>, 5> kEvery{
    {{"hourly", 1}, {"daily", 1}, {"weekly", 7}, {"monthly", 30}, {"yearly", 365}}};

// Files that logrotate passes over where it is told to read a folder: its man page's list and that
// of its newer versions.
constexpr std::array<std::string_view, 20> kTaboo{
    ",v",        ".bak",      ".cfsaved",  ".disabled", ".dpkg-bak", ".dpkg-del", ".dpkg-dist",
    ".dpkg-new", ".dpkg-old", ".dpkg-tmp", ".old",      ".orig",     ".rpmnew",   ".rpmorig",
    ".rpmsave",  ".swp",      ".ucf-dist", ".ucf-new",  ".ucf-old",  "~"};

// "rotate 10", "rotate\t10" and "rotate = 10" are one.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = line.find_first_of(" \t=");
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(line.find_first_not_of(" \t=", word.size()), line.size()));
  return word;
}

// The interval and a size take each other's place; the last one holds.
void take_interval(RotationRule& rule, std::string_view word) {
  for (const auto& [name, days] : kEvery) {
    if (word != name) continue;
    rule.every_days = days;
    rule.is_hourly = word == "hourly";
    rule.is_by_size = false;
  }
  rule.is_by_size |= word == "size";
  rule.has_max_size |= word == "maxsize";
}

void take_option(RotationRule& rule, std::string_view line, std::size_t number) {
  const std::string_view word = take_word(line);
  take_interval(rule, word);
  if (word == "olddir") rule.old_folder = line;
  if (word == "noolddir") rule.old_folder.clear();
  if (word == "maxage") {
    rule.max_age = parse_number<std::size_t>(line).value_or(rule.max_age);
    rule.max_age_line = number;
  }
  if (word != "rotate") return;
  const auto keep = line == "-1" ? kMostKept : parse_number<std::size_t>(line);
  if (!keep) return;
  rule.keep = std::min(*keep, kMostKept);
  if (number == 0) return;
  rule.line = number;
  rule.has_rotate = true;
}

class Parser {
 public:
  explicit Parser(RotationRule& defaults) : defaults_(defaults) {}

  void line(std::string_view text) {
    ++number_;
    text = trim(text);
    if (text.empty() || text.starts_with('#')) return;
    const bool opens = text.ends_with('{');
    if (is_open_) return inside(text);
    if (opens) text = trim(text.substr(0, text.size() - 1));
    if (text.starts_with('/') || text.starts_with('"'))
      patterns(text);
    else if (!opens)
      take_option(defaults_, text, 0);
    if (opens) open();
  }

  std::vector<RotationRule> take() { return std::move(rules_); }

 private:
  void patterns(std::string_view text) {
    for_each_word(
        text,
        [&](std::string_view word) {
          if (patterns_.size() < kMostPatterns) patterns_.emplace_back(word);
        },
        " \t\"");
  }
  void open() {
    rule_ = defaults_;
    rule_.patterns = std::exchange(patterns_, {});
    rule_.line = number_;
    is_open_ = true;
  }
  // Scripts in a block may hold anything, braces too; only their end word is looked for.
  void inside(std::string_view text) {
    if (text == "endscript") {
      is_script_ = false;
    } else if (is_script_) {
      return;
    } else if (text == "postrotate" || text == "prerotate" || text == "firstaction" ||
               text == "lastaction" || text == "preremove") {
      is_script_ = true;
    } else if (text.starts_with('}')) {
      is_open_ = false;
      if (rules_.size() < kMostRules) rules_.push_back(std::move(rule_));
      rule_ = {};
    } else {
      take_option(rule_, text, number_);
    }
  }

  RotationRule& defaults_;
  RotationRule rule_;
  std::vector<std::string> patterns_;
  std::vector<RotationRule> rules_;
  std::size_t number_ = 0;
  bool is_open_ = false, is_script_ = false;
};

}  // namespace

std::vector<RotationRule> parse_logrotate(std::string_view text, RotationRule& defaults) {
  Parser parser(defaults);
  for_each_line(text, [&](std::string_view line) { parser.line(line); });
  return parser.take();
}

namespace {

bool is_taboo(std::string_view path) {
  return std::ranges::any_of(kTaboo, [&](std::string_view end) { return path.ends_with(end); });
}

// What logrotate.conf includes, where it says so: Debian's and RHEL's include this folder.
std::vector<std::string> included(const RootDir& root, std::string_view conf) {
  std::vector<std::string> places, files;
  for_each_line(conf, [&](std::string_view line) {
    line = trim(line);
    if (take_word(line) == "include" && line.starts_with('/')) places.emplace_back(line);
  });
  if (places.empty()) places.emplace_back("/etc/logrotate.d");
  for (const std::string& place : places) {
    const auto status = root.stat(place);
    if (status && !S_ISDIR(status->st_mode)) files.push_back(place);
    for (std::string& file : glob(root, joined(place, "*"), kMostFiles))
      if (!is_taboo(file) && files.size() < kMostFiles) files.push_back(std::move(file));
  }
  return files;
}

// As the shell does, part by part: "*" is no "/".
bool fits(std::string_view pattern, std::string_view log) {
  while (!pattern.empty() && !log.empty()) {
    const std::string_view wanted = cut(pattern, '/'), part = cut(log, '/');
    if (!matches_pattern(wanted, part)) return false;
  }
  return pattern.empty() && log.empty();
}

}  // namespace

std::vector<RotationRule> read_logrotate(const RootDir& root) {
  constexpr std::string_view kConf = "/etc/logrotate.conf";
  const std::string conf = text_of(root, kConf);
  std::vector<RotationRule> rules;
  RotationRule defaults;
  const auto take = [&](const std::string& file, std::string_view text) {
    for (RotationRule& rule : parse_logrotate(text, defaults)) {
      rule.path = file;
      rules.push_back(std::move(rule));
    }
  };
  take(std::string(kConf), conf);
  for (const std::string& file : included(root, conf)) take(file, text_of(root, file));
  return rules;
}

const RotationRule* rule_for(const std::vector<RotationRule>& rules, std::string_view log) {
  for (const RotationRule& rule : rules)
    for (const std::string& pattern : rule.patterns)
      if (fits(pattern, log)) return &rule;
  return nullptr;
}

}  // namespace queuehound
