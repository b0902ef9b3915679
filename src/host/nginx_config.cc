// nginx: words up to ';', blocks in braces. Only what stands directly in a server block says
// something of the site; root and access_log of a location are taken where the server has none.
// A panel may name a folder once, with `set`, and use it in both; nginx asks for such names when it
// serves, but whoever writes a configuration sets them first.
#include <optional>
#include <utility>

#include "base/text.h"
#include "host/php_pools.h"
#include "host/tree.h"
#include "host/web_sites.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxWords = 2000;
constexpr std::size_t kMaxWord = 4096;
constexpr std::size_t kMaxSites = 200'000;
constexpr std::size_t kMaxList = 100'000;
constexpr std::size_t kMaxVariables = 64;

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// "$name" and "${name}" put in; nothing where one of them is not known.
class NginxVariables {
 public:
  void forget() { known_.clear(); }

  void set(std::string_view name, const std::string& value) {
    if (!name.starts_with('$') || known_.size() >= kMaxVariables) return;
    if (auto whole = expand(value)) known_.emplace_back(name.substr(1), std::move(*whole));
  }

  std::optional<std::string> expand(std::string_view text) const {
    std::string whole;
    while (true) {
      const std::size_t dollar = std::min(text.find('$'), text.size());
      whole += text.substr(0, dollar);
      if (whole.size() > kMaxWord) return {};
      if (dollar == text.size()) return whole;
      text.remove_prefix(dollar + 1);
      const std::string* value = value_of(take_name(text));
      if (value == nullptr) return {};
      whole += *value;
    }
  }

 private:
  static std::string_view take_name(std::string_view& text) {
    const bool is_braced = text.starts_with('{');
    if (is_braced) text.remove_prefix(1);
    std::size_t end = 0;
    while (end < text.size() && is_of_name(text[end])) ++end;
    const std::string_view name = text.substr(0, end);
    text.remove_prefix(end);
    if (is_braced && text.starts_with('}')) text.remove_prefix(1);
    return name;
  }

  const std::string* value_of(std::string_view name) const {
    for (const auto& [known, value] : known_)
      if (known == name) return &value;
    return nullptr;
  }

  std::vector<std::pair<std::string, std::string>> known_;
};

class Nginx {
 public:
  Nginx(std::string_view text, WebConfig& config) : rest_(text), config_(config) {}

  void parse() {
    while (!rest_.empty()) step();
  }

 private:
  void step() {
    const char c = rest_.front();
    switch (c) {
      case '#':
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
        break;
      case ';':
        rest_.remove_prefix(1);
        directive();
        words_.clear();
        break;
      case '{':
        rest_.remove_prefix(1);
        open_block();
        words_.clear();
        break;
      case '}':
        rest_.remove_prefix(1);
        close_block();
        words_.clear();
        break;
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        rest_.remove_prefix(1);
        break;
      default:
        take_word();
    }
  }

  void take_word() {
    const char quote = rest_.front() == '"' || rest_.front() == '\'' ? rest_.front() : '\0';
    std::size_t i = quote != '\0' ? 1 : 0;
    std::string word;
    for (; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (quote != '\0' ? c == quote : std::string_view(" \t\r\n;").contains(c)) break;
      // A brace ends a bare word unless it belongs to a variable, ${name}.
      if (quote == '\0' && (c == '{' || c == '}') && !in_variable(i)) break;
      if (c == '\\' && i + 1 < rest_.size()) ++i;
      if (word.size() < kMaxWord) word += rest_[i];
    }
    if (quote != '\0' && i < rest_.size()) ++i;
    rest_.remove_prefix(std::min(std::max<std::size_t>(i, 1), rest_.size()));
    if (words_.size() < kMaxWords) words_.push_back(std::move(word));
  }

  bool in_variable(std::size_t at) const {
    if (rest_[at] == '{') return at > 0 && rest_[at - 1] == '$';
    for (std::size_t i = at; i-- > 0 && at - i < 64;) {
      if (rest_[i] == '{') return i > 0 && rest_[i - 1] == '$';
      if (rest_[i] == '}') return false;
    }
    return false;
  }

  void open_block() {
    ++depth_;
    if (words_.size() == 2 && words_[0] == "upstream" && config_.upstreams.size() < kMaxList) {
      upstream_ = words_[1];
      upstream_depth_ = depth_;
    }
    if (site_ || words_.empty() || words_[0] != "server" || words_.size() > 1) return;
    if (config_.sites.size() >= kMaxSites) return;
    site_ = config_.sites.size();
    site_depth_ = depth_;
    variables_.forget();
    config_.sites.emplace_back();
  }

  void close_block() {
    if (site_ && depth_ == site_depth_) site_.reset();
    if (upstream_ && depth_ == upstream_depth_) upstream_.reset();
    if (depth_ > 0) --depth_;
  }

  void directive() {
    if (words_.size() < 2) return;
    const std::string_view name = words_[0];
    if (name == "include" && config_.includes.size() < kMaxList)
      config_.includes.push_back(words_[1]);
    if (name == "set_real_ip_from")
      if (const auto network = parse_ip_network(words_[1]);
          network && config_.proxies.size() < kMaxList)
        config_.proxies.push_back(*network);
    if (name == "access_log") access_log(words_[1]);
    if (name == "server" && upstream_) upstream_server(config_.upstreams[*upstream_]);
    if (name == "fastcgi_param" && words_.size() > 2) php_value(words_[2]);
    if (site_) site_directive(config_.sites[*site_], name);
  }

  void site_directive(WebSite& site, std::string_view name) {
    if (name == "server_name")
      for (std::size_t i = 1; i < words_.size(); ++i) server_name(site, words_[i]);
    if (name == "fastcgi_pass" && site.php_sockets.size() < kMaxWords)
      site.php_sockets.push_back(socket_or_name(words_[1]));
    const bool own = depth_ == site_depth_;
    if (name == "set" && own && words_.size() > 2) variables_.set(words_[1], words_[2]);
    if (name == "root" && (own || site.document_root.empty()))
      if (const std::string path = path_of(words_[1]); !path.empty()) site.document_root = path;
  }

  // "" where it is no path from the root, or a visitor's request decides where it leads.
  std::string path_of(const std::string& word) const {
    const auto whole = site_ ? variables_.expand(word) : NginxVariables().expand(word);
    return whole && whole->starts_with('/') ? tidy_path(*whole) : "";
  }

  void upstream_server(std::vector<std::string>& sockets) {
    if (sockets.size() < kMaxWords) sockets.push_back(php_socket(words_[1]));
  }

  static std::string socket_or_name(const std::string& word) {
    const std::string socket = php_socket(word);
    return socket.empty() ? word : socket;
  }

  static void server_name(WebSite& site, const std::string& name) {
    if (!looks_like_domain(name)) return;  // "_", patterns with '*' or '~'
    if (site.domain.empty())
      site.domain = to_lower(name);
    else if (site.aliases.size() < kMaxWords)
      site.aliases.push_back(to_lower(name));
  }

  void access_log(const std::string& word) {
    const std::string path = path_of(word);
    if (path.empty() || path.ends_with(".bytes")) return;
    std::vector<std::string>& logs =
        site_ ? config_.sites[*site_].access_logs : config_.shared_logs;
    if (logs.size() < kMaxWords) logs.push_back(path);
  }

  // fastcgi_param PHP_ADMIN_VALUE "mail.log=/path"
  void php_value(std::string_view value) {
    for_each_line(value, [&](std::string_view line) {
      if (trim(cut(line, '=')) != "mail.log" || !trim(line).starts_with('/')) return;
      std::vector<std::string>& logs =
          site_ ? config_.sites[*site_].php_mail_logs : config_.php_mail_logs;
      if (logs.size() < kMaxWords) logs.push_back(tidy_path(trim(line)));
    });
  }

  std::string_view rest_;
  WebConfig& config_;
  std::vector<std::string> words_;
  std::size_t depth_ = 0, site_depth_ = 0, upstream_depth_ = 0;
  std::optional<std::string> upstream_;
  std::optional<std::size_t> site_;
  NginxVariables variables_;  // of the server block that is read
};

}  // namespace

void parse_nginx_config(std::string_view text, WebConfig& config) { Nginx(text, config).parse(); }

}  // namespace queuehound
