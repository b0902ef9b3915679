// Apache: one directive a line, a backslash continues it, <VirtualHost> opens a site.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "host/php_pools.h"
#include "host/tree.h"
#include "host/web_sites.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxWords = 2000;
constexpr std::size_t kMaxLine = 64u << 10;
constexpr std::size_t kMaxSites = 200'000;
constexpr std::size_t kMaxList = 100'000;

// Words of a directive; quotes may enclose blanks, a backslash keeps the next quote.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::size_t i = 0;
  while (words.size() < kMaxWords) {
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) ++i;
    if (i >= line.size()) return words;
    const char quote = line[i] == '"' || line[i] == '\'' ? line[i++] : '\0';
    std::string word;
    for (; i < line.size(); ++i) {
      const char c = line[i];
      if (quote != '\0' ? c == quote : (c == ' ' || c == '\t')) break;
      if (quote != '\0' && c == '\\' && i + 1 < line.size() && line[i + 1] == quote) ++i;
      word += line[i];
    }
    if (i < line.size()) ++i;
    words.push_back(std::move(word));
  }
  return words;
}

class Apache {
 public:
  explicit Apache(WebConfig& config) : config_(config) {}

  void take(std::string_view line) {
    line = trim(line);
    if (line.empty() || line.front() == '#') return;
    if (line.front() == '<') return section(line);
    const std::string_view name = line.substr(0, line.find_first_of(" \t"));
    const auto rule = std::ranges::find_if(
        kRules, [&](const Rule& r) { return equal_ignoring_case(r.name, name); });
    if (rule == kRules.end()) return;
    std::vector<std::string> words = words_of(line.substr(name.size()));
    for (std::string& word : words) word = replaced(word);
    if (!words.empty()) (this->*rule->take)(words);
  }

 private:
  using Words = std::vector<std::string>;
  struct Rule {
    std::string_view name;
    void (Apache::*take)(const Words&);
  };
  static const std::array<Rule, 24> kRules;

  void section(std::string_view line) {
    const std::string_view name = line.substr(1, line.find_first_of(" \t>") - 1);
    if (equal_ignoring_case(name, "/VirtualHost")) site_.reset();
    if (!equal_ignoring_case(name, "VirtualHost") || config_.sites.size() >= kMaxSites) return;
    site_ = config_.sites.size();
    config_.sites.emplace_back();
  }

  // ${NAME} by what Define and envvars said; an unknown one stays as it is.
  std::string replaced(const std::string& word) const {
    std::string out;
    std::string_view rest = word;
    while (!rest.empty()) {
      const std::size_t start = rest.find("${");
      out += rest.substr(0, start);
      if (start == rest.npos) break;
      const std::size_t end = rest.find('}', start);
      if (end == rest.npos) {
        out += rest.substr(start);
        break;
      }
      const auto known = config_.variables.find(rest.substr(start + 2, end - start - 2));
      out += known == config_.variables.end() ? rest.substr(start, end - start + 1)
                                              : std::string_view(known->second);
      rest.remove_prefix(end + 1);
      if (out.size() > kMaxLine) break;
    }
    return out;
  }

  WebSite* site() { return site_ ? &config_.sites[*site_] : nullptr; }

  // Absolute, below ServerRoot where it is not; "" for pipes, syslog and unknown variables.
  std::string path_of(const std::string& text) const {
    if (text.empty() || text.front() == '|' || text.contains("${") || text.starts_with("syslog:"))
      return {};
    if (text.front() == '/') return tidy_path(text);
    return config_.server_root.empty() ? "" : tidy_path(joined(config_.server_root, text));
  }

  // Define values are bounded: each could hold the one before it twice.
  void define(const Words& words) {
    if (words.size() > 1 && words[1].size() <= 1000 && config_.variables.size() < 1000)
      config_.variables.insert_or_assign(words[0], words[1]);
  }
  void server_root(const Words& words) {
    if (words[0].starts_with('/')) config_.server_root = tidy_path(words[0]);
  }
  void include(const Words& words) {
    const std::string path = path_of(words[0]);
    if (!path.empty() && config_.includes.size() < kMaxList) config_.includes.push_back(path);
  }
  void server_name(const Words& words) {
    std::string_view name = words[0];
    if (const std::size_t scheme = name.find("://"); scheme != name.npos)
      name.remove_prefix(scheme + 3);
    if (site()) site()->domain = to_lower(name.substr(0, name.find(':')));
  }
  void server_alias(const Words& words) {
    for (const std::string& word : words)
      if (site() && site()->aliases.size() < kMaxWords) site()->aliases.push_back(to_lower(word));
  }
  void document_root(const Words& words) {
    if (site()) site()->document_root = path_of(words[0]);
  }
  void access_log(const Words& words) {
    std::string path = path_of(words[0]);
    // Access logs only: a CustomLog may also count bytes ("%{%s}t %I .\n%{%s}t %O .").
    if (path.empty() || path.ends_with("bytes_log") || path.ends_with(".bytes")) return;
    std::vector<std::string>& logs = site() ? site()->access_logs : config_.shared_logs;
    if (logs.size() < kMaxWords) logs.push_back(std::move(path));
  }
  void php_value(const Words& words) {
    if (words.size() < 2 || words[0] != "mail.log" || !words[1].starts_with('/')) return;
    std::vector<std::string>& logs = site() ? site()->php_mail_logs : config_.php_mail_logs;
    if (logs.size() < kMaxWords) logs.push_back(tidy_path(words[1]));
  }
  void user(const Words& words) {
    if (site()) site()->user = words[0];
  }
  // SetHandler "proxy:unix:/run/php/a.sock|fcgi://localhost"; ProxyPassMatch ^/(.*\.php)$
  // fcgi://...
  void php_handler(const Words& words) {
    for (const std::string& word : words)
      if (site() && word.contains("fcgi://") && site()->php_sockets.size() < kMaxWords)
        site()->php_sockets.push_back(php_socket(word));
  }
  void proxy(const Words& words) {
    for (const std::string& word : words)
      if (const auto network = parse_ip_network(word); network && config_.proxies.size() < kMaxList)
        config_.proxies.push_back(*network);
  }
  void proxy_list(const Words& words) {
    const std::string path = path_of(words[0]);
    if (!path.empty() && config_.proxy_lists.size() < kMaxWords)
      config_.proxy_lists.push_back(path);
  }

  WebConfig& config_;
  std::optional<std::size_t> site_;
};

constinit const std::array<Apache::Rule, 24> Apache::kRules{{
    {"ServerName", &Apache::server_name},
    {"ServerAlias", &Apache::server_alias},
    {"DocumentRoot", &Apache::document_root},
    {"VirtualDocumentRoot", &Apache::document_root},
    {"CustomLog", &Apache::access_log},
    {"TransferLog", &Apache::access_log},
    {"GlobalLog", &Apache::access_log},
    {"php_admin_value", &Apache::php_value},
    {"php_value", &Apache::php_value},
    {"SuexecUserGroup", &Apache::user},
    {"SuPHP_UserGroup", &Apache::user},
    {"AssignUserID", &Apache::user},
    {"RUidGid", &Apache::user},
    {"SetHandler", &Apache::php_handler},
    {"ProxyPass", &Apache::php_handler},
    {"ProxyPassMatch", &Apache::php_handler},
    {"Include", &Apache::include},
    {"IncludeOptional", &Apache::include},
    {"Define", &Apache::define},
    {"ServerRoot", &Apache::server_root},
    {"RemoteIPTrustedProxy", &Apache::proxy},
    {"RemoteIPInternalProxy", &Apache::proxy},
    {"RemoteIPTrustedProxyList", &Apache::proxy_list},
    {"RemoteIPInternalProxyList", &Apache::proxy_list},
}};

}  // namespace

void parse_apache_config(std::string_view text, WebConfig& config) {
  Apache apache(config);
  std::string continued;
  for_each_line(text, [&](std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool more = line.ends_with('\\');
    if (more) line.remove_suffix(1);
    if (!more && continued.empty()) return apache.take(line);
    if (continued.size() + line.size() < kMaxLine) continued += line;
    if (more) return;
    apache.take(continued);
    continued.clear();
  });
  if (!continued.empty()) apache.take(continued);
}

}  // namespace queuehound
