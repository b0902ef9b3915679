#include "host/logrotate_config.h"

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

void take_word(RotationRule& rule, std::string_view line, std::size_t number) {
  const std::string_view word = trim(cut(line, ' '));
  for (const auto& [name, days] : kEvery)
    if (word == name) rule.every_days = days;
  if (word == "maxage") rule.max_age = parse_number<std::size_t>(trim(line)).value_or(rule.max_age);
  if (word != "rotate") return;
  const auto keep = trim(line) == "-1" ? kMostKept : parse_number<std::size_t>(trim(line));
  if (!keep) return;
  rule.keep = std::min(*keep, kMostKept);
  rule.line = number;
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
      take_word(defaults_, text, 0);
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
      take_word(rule_, text, number_);
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

std::vector<RotationRule> read_logrotate(const RootDir& root) {
  std::vector<std::string> files{"/etc/logrotate.conf"};
  for (std::string& file : glob(root, "/etc/logrotate.d/*", kMostFiles))
    files.push_back(std::move(file));
  std::vector<RotationRule> rules;
  RotationRule defaults;
  for (const std::string& file : files)
    for (RotationRule& rule : parse_logrotate(text_of(root, file), defaults)) {
      rule.path = file;
      rules.push_back(std::move(rule));
    }
  return rules;
}

const RotationRule* rule_for(const std::vector<RotationRule>& rules, std::string_view log) {
  for (const RotationRule& rule : rules)
    for (const std::string& pattern : rule.patterns)
      if (matches_pattern(pattern, log)) return &rule;
  return nullptr;
}

}  // namespace queuehound
