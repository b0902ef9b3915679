#include "host/find_server.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/passwd.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kVersionTail = 256u << 10;

Profile profile_named(std::string_view name, Profile otherwise) {
  for (const Profile profile : {Profile::cpanel, Profile::directadmin, Profile::hestia,
                                Profile::debian, Profile::rhel, Profile::custom})
    if (profile_name(profile) == name) return profile;
  return otherwise;
}

std::string hostname_of(const RootDir& root, const Config& config) {
  if (!config.hostname.empty()) return to_lower(config.hostname);
  if (root.is_live()) {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0')
      return to_lower(name.data());
  }
  const std::string name(trim(text_of(root, "/etc/hostname", 4096)));
  if (is_plain_name(name)) return to_lower(name);
  std::string found;
  for_each_line(text_of(root, "/etc/sysconfig/network"), [&](std::string_view line) {
    if (trim(cut(line, '=')) == "HOSTNAME" && is_plain_name(trim(line)))
      found = to_lower(trim(line));
  });
  return found;
}

void find_accounts(Search& search) {
  Server& server = search.server;
  // The second is libnss-extrausers', where Froxlor keeps its customers.
  std::string passwd;
  for (const std::string_view path : {"/etc/passwd", "/var/lib/extrausers/passwd"})
    (passwd += text_of(search.root, path, kListFile)) += '\n';
  server.accounts = parse_passwd(passwd);
  if (server.accounts.empty()) search.note("no /etc/passwd: uids have no names");
  server.web_server_users = {"www-data", "apache", "nobody", "httpd",    "nginx",  "www",
                             "wwwrun",   "http",   "lsadm",  "lighttpd", "webapps"};
  server.exim_users = {"Debian-exim", "mailnull", "mail", "exim", "mailnobody"};
  server.build_index();
}

void find_local_domains(Search& search) {
  Server& server = search.server;
  if (server.qualify_domain.empty()) server.qualify_domain = server.primary_hostname;
  for (const std::string& domain : search.config.local_domains) search.local_domain(domain);
  for (const std::string_view name :
       {std::string_view(server.hostname), std::string_view(server.primary_hostname),
        std::string_view(server.qualify_domain), std::string_view("localhost")})
    search.local_domain(name);
  for (const auto& [domain, account] : server.domain_owner)
    if (!search.remote_domains.contains(domain)) search.local_domain(domain);
  std::ranges::sort(server.local_domains);
  const auto repeated = std::ranges::unique(server.local_domains);
  server.local_domains.erase(repeated.begin(), repeated.end());
}

void sort_mailboxes(Server& server) {
  std::ranges::sort(server.mailboxes);
  const auto repeated = std::ranges::unique(server.mailboxes);
  server.mailboxes.erase(repeated.begin(), repeated.end());
}

// Dovecot's own passwd-files: whole addresses in them are mailboxes.
void read_dovecot_users(Search& search) {
  std::vector<std::string> files{"/etc/dovecot/dovecot.conf"};
  for (std::string& file : glob(search.root, "/etc/dovecot/conf.d/*.conf*", 200))
    files.push_back(std::move(file));
  for (const std::string& file : files) {
    bool is_passwd_file = false;
    for_each_line(text_of(search.root, file), [&](std::string_view line) {
      const std::string_view key = trim(cut(line, '='));
      const std::string_view value = trim(line);
      if (key == "driver") is_passwd_file = value == "passwd-file";
      const bool names_file = (key == "args" && is_passwd_file) || key == "passwd_file_path";
      const std::string_view path = value.substr(value.find_last_of(" \t=") + 1);
      if (names_file && path.starts_with('/') && !path.contains('%'))
        read_mailbox_passwd(search, path, {});
    });
  }
}

void note_missing_main_log(Search& search) {
  if (std::ranges::find(search.logs.sources(), LogKind::exim_main, &LogSource::kind) ==
      search.logs.sources().end())
    search.note("no Exim main log found");
}

// What an ordinary user may not look into, told once: its absence below is no answer.
void note_closed_places(Search& search) {
  for (const std::string_view path :
       {"/etc/passwd", "/home", "/var/spool/exim", "/var/spool/exim/input", "/var/spool/exim4",
        "/var/spool/exim4/input", "/var/log/exim", "/var/log/exim4"}) {
    const auto status = search.root.stat(path);
    const bool is_closed = status ? (S_ISDIR(status->st_mode) ? !search.root.open_directory(path)
                                                              : !search.root.open_file(path))
                                  : status.error().kind == Error::Kind::denied;
    if (is_closed)
      search.note(std::string(path) + " cannot be read: permission denied; run as root to see it");
  }
}

}  // namespace

void find_exim_version(Search& search) {
  Server& server = search.server;
  server.exim_version = exim_version_in(search.answers.version);
  if (server.exim_version.empty()) server.exim_version = search.answers.version;
  for (const LogSource& log : search.logs.sources()) {
    if (log.kind != LogKind::exim_main) continue;
    for (const std::string_view rotation : {"", ".1"})
      if (server.exim_version.empty())
        server.exim_version =
            exim_version_in(tail_of(search.root, log.path + std::string(rotation), kVersionTail));
  }
}

Server find_server(const RootDir& root, const Config& config, const EximAnswers& exim) {
  Search search{root, config, exim, LogList(root)};
  Server& server = search.server;
  server.profile =
      config.profile.empty() ? profile_of(root) : profile_named(config.profile, Profile::custom);
  find_accounts(search);
  server.hostname = hostname_of(root, config);
  read_exim_setup(search);
  if (server.hostname.empty()) server.hostname = server.primary_hostname;
  read_cpanel(search);
  read_directadmin(search);
  read_hestia(search);
  read_debian(search);
  read_dovecot_users(search);
  search.web = read_web_config(root, search.panel_listed_sites);
  add_configured_sites(search);
  find_mail_logs(search);
  find_stray_main_log(search);
  find_exim_version(search);
  find_webmail_logs(search);
  find_php_logs(search);
  find_web_logs(search);
  find_home_logs(search);
  find_entry_logs(search);
  find_journals(search);
  note_missing_main_log(search);
  complete_sites(search);
  find_local_domains(search);
  find_mailing_lists(search);
  find_addresses(search);
  find_zone(search);
  sort_mailboxes(server);
  note_closed_places(search);
  for (const std::string& note : search.logs.notes()) server.notes.push_back(note);
  server.absent_logs = search.logs.absent();
  for (const std::string& path : server.absent_logs)
    search.note(path + ", which the settings name, is not there");
  server.build_index();
  return std::move(search.server);
}

}  // namespace queuehound
