// What lies in the homes of accounts: links to access logs, PHP's mail logs, document roots. One
// listing a home; its owner may have put anything there, so it only adds to what is known, and two
// homes that claim one domain both get nothing.
#include <dirent.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/passwd.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 5> kRoots{"public_html", "htdocs", "www", "httpdocs",
                                                 "html"};

class Home {
 public:
  Home(Search& search, const Account& account) : search_(search), account_(account) {}

  void read() {
    entries_ = entries_of(search_.root, account_.home);
    remember_links();
    if (has("access-logs") && !leads_to_panel())
      read_access_logs(joined(account_.home, "access-logs"));
    if (has("logs")) read_logs(joined(account_.home, "logs"));
    if (has("log")) read_logs(joined(account_.home, "log"));
    if (has(".php")) add_php(joined(account_.home, ".php/php-mail.log"));
    for (const DirectoryEntry& entry : entries_)
      if (entry.name == "php_mail.log" || entry.name == "php-mail.log")
        add_php(joined(account_.home, entry.name));
    guess_root();
  }

 private:
  bool has(std::string_view name) const {
    return std::ranges::binary_search(entries_, name, {}, &DirectoryEntry::name);
  }

  // Spares the question for every document root later.
  void remember_links() const {
    for (const DirectoryEntry& entry : entries_)
      if (std::ranges::find(kRoots, entry.name) != kRoots.end() && entry.type != DT_UNKNOWN)
        search_.is_link.emplace(joined(account_.home, entry.name), entry.type == DT_LNK);
  }

  // cPanel's link to the account's folder among the panel's logs, which have been read already.
  bool leads_to_panel() const {
    if (!search_.panel_listed_sites) return false;
    const auto target = search_.root.read_link(joined(account_.home, "access-logs"));
    return target && target->contains("/domlogs/") && base_name(*target) == account_.name;
  }

  // D in ~/access-logs is the log of site D, and the account's, unless somebody else says so too.
  void claim(std::string_view domain) {
    domains_.emplace_back(domain);
    const auto [place, is_new] = search_.claimed.try_emplace(std::string(domain), account_.name);
    if (!is_new && place->second != account_.name) place->second.clear();
  }

  void add_access(std::string_view folder, std::string_view name) {
    LogSource source{joined(folder, name), LogKind::access, domain_of(name), account_.name, false};
    if (!source.domain.empty()) claim(source.domain);
    search_.logs.add_if_there(std::move(source));
  }

  static std::string domain_of(std::string_view name) {
    for (const std::string_view ending :
         {"-ssl_log", ".access_log", ".access.log", "_access.log", "-access.log", ".log"})
      if (name.ends_with(ending)) {
        name.remove_suffix(ending.size());
        break;
      }
    name = without_server_behind(name);
    return looks_like_domain(name) ? to_lower(name) : std::string{};
  }

  bool wants_access() const { return search_.config.access_logs.empty(); }

  void read_access_logs(const std::string& folder) {
    for (const DirectoryEntry& entry : entries_of(search_.root, folder)) {
      const std::string_view name = entry.name;
      const bool other = name.ends_with("-bytes_log") || name.ends_with("-ftp_log") ||
                         name.ends_with(".offset") || name.contains("error") ||
                         name.ends_with(".bkup") || live_name(name) != name;
      if (!may_be_file(entry) || other || domain_of(name).empty()) continue;
      if (wants_access()) {
        add_access(folder, name);
      } else {
        claim(domain_of(name));
      }
    }
  }

  // ~/logs: PHP's mail log, and on some panels the access log too.
  void read_logs(const std::string& folder) {
    for (const DirectoryEntry& entry : entries_of(search_.root, folder)) {
      const std::string_view name = entry.name;
      if (live_name(name) != name) continue;
      if (is_web_server(name) && may_be_directory(entry) && wants_access())
        read_web_server(joined(folder, name));
      if (!may_be_file(entry)) {  // a fifo, socket or folder of that name: no log, and worth a word
        if (name == "php_mail.log") search_.note(joined(folder, name) + " is not a file: not read");
        continue;
      }
      const bool log = name.ends_with(".log") || name.ends_with("_log");
      if (log && name.contains("mail") && !name.contains("error") && !name.contains("access"))
        add_php(joined(folder, name));
      else if (log && name.contains("access") && wants_access())
        add_access(folder, name);
    }
  }

  static bool is_web_server(std::string_view name) { return name == "nginx" || name == "apache2"; }

  // CloudPanel's ~/logs/nginx/access.log, RunCloud's ~/logs/nginx/app_access.log.
  void read_web_server(const std::string& folder) {
    for (const DirectoryEntry& entry : entries_of(search_.root, folder)) {
      const std::string_view name = entry.name;
      if (may_be_file(entry) && live_name(name) == name && name.ends_with("access.log"))
        add_access(folder, name);
    }
  }

  void add_php(std::string path) {
    if (search_.config.php_mail_logs.empty())
      search_.logs.add_if_there({std::move(path), LogKind::php_mail, {}, account_.name, false});
  }

  // ~/www of FastPanel and ISPmanager holds a folder for each site.
  std::string site_folder(std::string_view name, const std::string& domain) const {
    const std::string folder = joined(account_.home, name), own = joined(folder, domain);
    return name == "www" && search_.root.exists(own) ? own : folder;
  }

  // An account with one site and one of the usual folders: the folder is the site's.
  void guess_root() {
    std::ranges::sort(domains_);
    const auto repeated = std::ranges::unique(domains_);
    domains_.erase(repeated.begin(), repeated.end());
    if (domains_.size() != 1) return;
    for (const std::string_view name : kRoots)
      if (has(name)) {
        search_.guessed_roots.emplace(domains_.front(), site_folder(name, domains_.front()));
        return;
      }
  }

  Search& search_;
  const Account& account_;
  std::vector<DirectoryEntry> entries_;
  std::vector<std::string> domains_;
};

}  // namespace

void find_home_logs(Search& search) {
  TextMap<bool> seen;
  for (const Account& account : search.server.accounts)
    if (is_hosting_account(account) && search.may_have_home(account.home) &&
        seen.emplace(account.home, true).second)
      Home(search, account).read();
}

}  // namespace queuehound
