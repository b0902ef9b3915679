#include "host/config.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <variant>

#include "base/text.h"

// toml++ 3.0 asserts (and with NDEBUG lets the compiler assume) that a key begins with a letter of
// a key, though "[`" breaks that; its code after the assertion reports the error properly. So here
// the assertions are nothing at all.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace queuehound {
namespace {

// toml++ frees nested tables (a.a.a...) by recursion: 400,000 of them overflow the stack.
constexpr std::size_t kMaxConfig = 64u << 10;
constexpr std::array<std::string_view, 5> kFirewalls{"csf", "apf", "firewalld", "nftables",
                                                     "iptables"};
constexpr std::array<std::string_view, 6> kProfiles{"cpanel", "directadmin", "hestia",
                                                    "debian", "rhel",        "custom"};

using Field = std::variant<std::string Config::*, std::vector<std::string> Config::*,
                           std::vector<IpNetwork> Config::*, std::size_t Config::*>;
struct Key {
  std::string_view name;
  Field field;
  bool is_path = false;
  std::size_t least = 0, most = 0;  // numbers
};

const std::array<Key, 9> kTopKeys{{{"profile", &Config::profile},
                                   {"timezone", &Config::timezone},
                                   {"hostname", &Config::hostname},
                                   {"local_domains", &Config::local_domains},
                                   {"protect", &Config::protect},
                                   {"proxies", &Config::proxies},
                                   {"relay_hosts", &Config::relay_hosts},
                                   {"allow", &Config::allow},
                                   {"firewall", &Config::firewall}}};
const std::array<Key, 7> kPathKeys{{{"spool_directory", &Config::spool_directory, true},
                                    {"main_logs", &Config::main_logs, true},
                                    {"reject_logs", &Config::reject_logs, true},
                                    {"dovecot_logs", &Config::dovecot_logs, true},
                                    {"access_logs", &Config::access_logs, true},
                                    {"webmail_logs", &Config::webmail_logs, true},
                                    {"php_mail_logs", &Config::php_mail_logs, true}}};
const std::array<Key, 2> kLimitKeys{{{"baseline_days", &Config::baseline_days, false, 1, 365},
                                     {"max_memory_mb", &Config::max_memory_mb, false, 0, 1 << 20}}};

constexpr auto kSettingRows = std::to_array<SettingRow>({
    {"", "profile", "\"cpanel\"",
     "the layout, where it should not be guessed: cpanel, directadmin, hestia, debian, rhel or "
     "custom"},
    {"", "timezone", "\"Europe/Berlin\"",
     "zone of the logs' stamps: a name below /usr/share/zoneinfo, a POSIX TZ string or an offset "
     "such as +02:00"},
    {"", "hostname", "\"mail.example\"",
     "what this server is called in reports and in its own logs"},
    {"", "local_domains", "[\"a.example\"]", "mail for them stays here; added to those found"},
    {"", "protect", "[\"192.0.2.0/24\"]",
     "addresses and networks that are never proposed for blocking"},
    {"", "proxies", "[\"203.0.113.7\"]", "proxies whose X-Forwarded-For is believed"},
    {"", "relay_hosts", "[\"198.51.100.9\"]", "hosts that may send without logging in"},
    {"", "allow", "[\"mailbox:a@b.example\", \"account:news\"]", "subjects that are never named"},
    {"", "firewall", "\"nftables\"",
     "what blocks addresses, where the first in use should not be taken: csf, apf, firewalld, "
     "nftables or iptables"},
    {"paths", "spool_directory", "\"/var/spool/exim\"", "Exim's spool"},
    {"paths", "main_logs", "[\"/var/log/exim_mainlog\"]",
     "Exim's main logs; here and below the live file, without its rotations"},
    {"paths", "reject_logs", "[\"/var/log/exim_rejectlog\"]", "Exim's reject logs"},
    {"paths", "dovecot_logs", "[\"/var/log/maillog\"]",
     "Dovecot's logs, or the mail logs it writes to"},
    {"paths", "access_logs", "[\"/var/log/apache2/access.log\"]", "the web server's access logs"},
    {"paths", "webmail_logs", "[\"/var/log/roundcube/userlogins.log\"]",
     "the webmail's logs of logins or of sent messages"},
    {"paths", "php_mail_logs", "[\"/var/log/php_mail.log\"]",
     "the files that PHP's mail.log names"},
    {"limits", "baseline_days", "30",
     "how many days of older logs are read to learn what is usual, 1 to 365"},
    {"limits", "max_memory_mb", "0", "most memory to take, in MiB; 0 is no limit of our own"},
});

// How many characters must be changed, added or taken away to make `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

// Whether toml++ 3.0 may be given this line: it runs into undefined behaviour on letters outside
// ASCII where a key may stand, so they are allowed in comments only ("\u00e9" does in text). Not
// even there where a text of several lines may be open, in which '#' begins no comment.
bool is_safe_line(std::string_view line, bool may_comment) {
  char quote = '\0';
  bool comment = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const auto code = static_cast<unsigned char>(c);
    if ((code < 0x20 && c != '\t' && c != '\r') || code == 0x7f) return false;
    if (code >= 0x80 && !comment) return false;
    if (comment) continue;
    if (quote == '"' && c == '\\') ++i;
    if (quote != '\0')
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    comment = may_comment && quote == '\0' && c == '#';
  }
  return true;
}

// The first line that is not safe, 0 where all are.
std::size_t unsafe_line(std::string_view text) {
  const bool may_comment = !text.contains("\"\"\"") && !text.contains("'''");
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    if (!is_safe_line(cut(text, '\n'), may_comment)) return number;
  }
  return 0;
}

class Reader {
 public:
  explicit Reader(std::string_view where) : where_(where) {}

  Result<Config> read(const toml::table& document) {
    for (const auto& [key, value] : document) {
      const std::string_view name = key.str();
      if (name == "paths") {
        TRY(read_table(name, value, kPathKeys));
      } else if (name == "limits") {
        TRY(read_table(name, value, kLimitKeys));
      } else {
        TRY(read_key(name, value, kTopKeys));
      }
    }
    return std::move(config_);
  }

 private:
  std::unexpected<Error> wrong(const toml::node& node, std::string text) const {
    return fail(Error::Kind::failed,
                where_ + ":" + std::to_string(node.source().begin.line) + ": " + std::move(text));
  }

  template <class Keys>
  Result<> read_table(std::string_view name, const toml::node& value, const Keys& keys) {
    const toml::table* table = value.as_table();
    if (!table)
      return wrong(value,
                   "\"" + std::string(name) + "\" is a table: write [" + std::string(name) + "]");
    for (const auto& [key, inner] : *table) TRY(read_key(key.str(), inner, keys));
    return {};
  }

  template <class Keys>
  Result<> read_key(std::string_view name, const toml::node& value, const Keys& keys) {
    const auto key = std::ranges::find(keys, name, &Key::name);
    if (key == keys.end()) return unknown(name, value);
    return std::visit([&](auto field) { return set(*key, value, config_.*field); }, key->field);
  }

  Result<> unknown(std::string_view name, const toml::node& value) const {
    std::vector<std::string> known{"[paths]", "[limits]"};
    for (const Key& key : kTopKeys) known.emplace_back(key.name);
    for (const Key& key : kPathKeys) known.push_back("paths." + std::string(key.name));
    for (const Key& key : kLimitKeys) known.push_back("limits." + std::string(key.name));
    std::string text = "unknown key \"" + to_printable(name.substr(0, 60)) + "\"";
    const auto distance = [&](const std::string& candidate) {
      std::string_view plain = candidate;
      if (plain.starts_with('[')) plain = plain.substr(1, plain.size() - 2);
      return edit_distance(name.substr(0, 60), plain.substr(plain.find('.') + 1));
    };
    const auto best = std::ranges::min_element(known, {}, distance);
    if (distance(*best) <= 1 + name.size() / 4) text += "; did you mean " + *best + "?";
    return wrong(value, std::move(text));
  }

  Result<std::string> text_of(const Key& key, const toml::node& value) const {
    const auto* text = value.as_string();
    if (!text) return wrong(value, "\"" + std::string(key.name) + "\" wants text in quotes");
    if (text->get().find('\0') != std::string::npos)
      return wrong(value, "\"" + std::string(key.name) + "\" holds a NUL character");
    if (key.is_path && !text->get().starts_with('/'))
      return wrong(value, "\"" + std::string(key.name) + "\" wants a path that begins with /");
    return text->get();
  }

  Result<> set(const Key& key, const toml::node& value, std::string& field) {
    field = TRY(text_of(key, value));
    if (key.name == "profile" && std::ranges::find(kProfiles, field) == kProfiles.end())
      return wrong(value, "no profile \"" + to_printable(field) +
                              "\": cpanel, directadmin, hestia, debian, rhel or custom");
    if (key.name == "firewall" && std::ranges::find(kFirewalls, field) == kFirewalls.end())
      return wrong(value, "no firewall \"" + to_printable(field) +
                              "\": csf, apf, firewalld, nftables or iptables");
    return {};
  }

  Result<> set(const Key& key, const toml::node& value, std::vector<std::string>& field) {
    const toml::array* list = value.as_array();
    if (!list) {  // one alone may stand without brackets
      field.push_back(TRY(text_of(key, value)));
      return {};
    }
    for (const toml::node& item : *list) field.push_back(TRY(text_of(key, item)));
    return {};
  }

  Result<> set(const Key& key, const toml::node& value, std::vector<IpNetwork>& field) {
    std::vector<std::string> texts;
    TRY(set(key, value, texts));
    for (const std::string& text : texts) {
      const auto network = parse_ip_network(text);
      if (!network)
        return wrong(value, "\"" + std::string(key.name) + "\": \"" + to_printable(text) +
                                "\" is no address or network such as 192.0.2.0/24");
      field.push_back(*network);
    }
    return {};
  }

  Result<> set(const Key& key, const toml::node& value, std::size_t& field) const {
    const auto* number = value.as_integer();
    if (!number || number->get() < static_cast<std::int64_t>(key.least) ||
        number->get() > static_cast<std::int64_t>(key.most))
      return wrong(value, "\"" + std::string(key.name) + "\" wants a number from " +
                              std::to_string(key.least) + " to " + std::to_string(key.most));
    field = static_cast<std::size_t>(number->get());
    return {};
  }

  std::string where_;
  Config config_;
};

}  // namespace

std::span<const SettingRow> setting_rows() { return kSettingRows; }

Result<Config> parse_config(std::string_view toml, std::string_view where) {
  if (toml.size() > kMaxConfig)
    return fail(Error::Kind::refused, std::string(where) + ": longer than 64 KiB");
  if (const std::size_t line = unsafe_line(toml); line != 0)
    return fail(Error::Kind::failed, std::string(where) + ":" + std::to_string(line) +
                                         ": a control character, or a letter outside ASCII "
                                         "(write it as \\u00e9 in double quotes)");
  toml::parse_result parsed = toml::parse(toml);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return fail(Error::Kind::failed, std::string(where) + ":" +
                                         std::to_string(error.source().begin.line) + ": " +
                                         to_printable(error.description()));
  }
  return Reader(where).read(parsed.table());
}

}  // namespace queuehound
