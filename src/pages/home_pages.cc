#include "pages/home_pages.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "host/passwd.h"

namespace queuehound {
namespace {

// Below the home, as panels and people lay it out; `%` stands for the host of the request.
constexpr auto kRoots = std::to_array<std::string_view>({"",
                                                         "/public_html",
                                                         "/htdocs",
                                                         "/httpdocs",
                                                         "/www",
                                                         "/html",
                                                         "/web",
                                                         "/public",
                                                         "/httpd",
                                                         "/wwwroot",
                                                         "/%",
                                                         "/%/public_html",
                                                         "/%/htdocs",
                                                         "/%/httpdocs",
                                                         "/%/web",
                                                         "/%/html",
                                                         "/www/%",
                                                         "/www/%/htdocs",
                                                         "/public_html/%",
                                                         "/data/www/%",
                                                         "/domains/%/public_html",
                                                         "/domains/%",
                                                         "/web/%/public_html",
                                                         "/sites/%",
                                                         "/htdocs/%",
                                                         "/home",
                                                         "/web/public"});

constexpr std::size_t kMostDomains = 100;  // each costs two looks a layout

// What a client wrote into a request is a folder's name only where it is a host's.
std::vector<std::string> folders_of_host(const std::string& host) {
  if (host.empty() || host.front() == '.' || !host.contains('.') ||
      host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)
    return {};
  if (host.starts_with("www.")) return {host, host.substr(4)};
  return {host, "www." + host};
}

// A log that names no host leaves the domains of the server.
std::vector<std::string> folders_of_hosts(const CaseFile& file, std::string_view url) {
  const std::string host(host_of(url));
  if (!host.empty()) return folders_of_host(host);
  std::vector<std::string> folders;
  if (file.server.local_domains.size() > kMostDomains) return folders;
  for (const std::string& domain : file.server.local_domains)
    std::ranges::move(folders_of_host(domain), std::back_inserter(folders));
  return folders;
}

// A page of no file's name may be served by any file.
bool is_program(std::string_view path) {
  return file_name_of(path).contains('.') && !path.contains("/../");
}

bool is_known_site(const CaseFile& file, std::string_view url) {
  return !file.server.owner_of_domain(host_of(url)).empty();
}

// A log that is named after a site makes one of which nothing more is known.
bool says_where(const Site* site, const Account& account) {
  if (site == nullptr) return false;
  return !site->document_root.empty() || (!site->account.empty() && site->account != account.name);
}

// What stands behind the home in the path of a file; "" where it lies elsewhere.
std::string_view below_home(const Account& account, std::string_view path) {
  const std::string_view home = account.home;
  return path.starts_with(home) && path.substr(home.size()).starts_with('/')
             ? path.substr(home.size())
             : std::string_view{};
}

// Where neighbours would keep the same page; nothing where they are too many to be looked at.
std::vector<std::string> places_of_neighbours(const CaseFile& file, const Account& account,
                                              std::string_view below) {
  constexpr std::size_t kMostNeighbours = 200;
  std::vector<std::string> places;
  if (file.server.accounts.size() > kMostNeighbours) return places;
  for (const Account& other : file.server.accounts)
    if (other.uid >= kFirstOfPeople && other.home.size() > 1 && other.home != account.home)
      places.push_back(other.home + std::string(below));
  return places;
}

// The file beside the mail's directory, if the page's folder is the end of that.
std::string file_beside(const Dossier& dossier) {
  if (!dossier.directory.ends_with(directory_of(dossier.web.path)) &&
      directory_of(dossier.web.path) != "/")
    return {};
  return dossier.directory + "/" + std::string(file_name_of(dossier.web.path));
}

// A page of the site's first folder fits every directory: it must be there.
std::string file_of_page_beside(const CaseFile& file, const FileFacts& facts,
                                const Dossier& dossier) {
  const std::string path = file_beside(dossier);
  const bool is_first = directory_of(dossier.web.path) == "/";
  const bool may_be_root = !is_planted(place_of_file(file.server, path)) && facts.existing(path);
  return is_first && !may_be_root ? std::string{} : path;
}

bool is_in_folder_of_host(std::string_view path, std::string_view host) {
  if (host.starts_with("www.")) host.remove_prefix(4);
  return path.contains("/" + std::string(host) + "/") ||
         path.contains("/www." + std::string(host) + "/");
}

}  // namespace

std::vector<std::string> places_of_page_in_home(const CaseFile& file, const Dossier& dossier) {
  const WebJoin& web = dossier.web;
  const Account* const account = file.server.account(dossier.system_user);
  if (!web.has_requests || !web.one_of.empty() || !is_program(web.path) ||
      dossier.directory.starts_with('/') || account == nullptr || account->home.size() < 2 ||
      file.server.is_web_server_user(account->name) ||
      says_where(file.server.site_of_domain(host_of(web.url)), *account))
    return {};
  const std::vector<std::string> hosts = folders_of_hosts(file, web.url);
  std::vector<std::string> places;
  for (const std::string_view root : kRoots) {
    const std::size_t mark = root.find('%');
    if (mark == std::string_view::npos) {
      places.push_back(account->home + std::string(root) + web.path);
      continue;
    }
    for (const std::string& host : hosts)
      places.push_back(account->home + std::string(root.substr(0, mark)) + host +
                       std::string(root.substr(mark + 1)) + web.path);
  }
  return places;
}

std::string file_of_page_in_home(const CaseFile& file, const FileFacts& facts,
                                 const Dossier& dossier) {
  const FileLook* found = nullptr;
  for (const std::string& place : places_of_page_in_home(file, dossier)) {
    const FileLook* const look = facts.existing(place);
    if (look == nullptr) continue;
    const bool is_same =
        found != nullptr && found->device == look->device && found->inode == look->inode;
    if (found != nullptr && !is_same) return {};
    if (found == nullptr) found = look;
  }
  return found == nullptr ? std::string{} : found->path;
}

std::vector<std::string> places_of_page_in_other_homes(const CaseFile& file,
                                                       const Dossier& dossier) {
  const Account* const account = file.server.account(dossier.system_user);
  std::vector<std::string> all;
  if (account == nullptr || !dossier.web.names_page() || host_of(dossier.web.url).empty() ||
      is_known_site(file, dossier.web.url))
    return all;
  std::vector<std::string> own = places_of_page_in_home(file, dossier);
  if (dossier.directory.starts_with('/')) own.push_back(file_beside(dossier));
  for (const std::string& path : own)
    if (const std::string_view below = below_home(*account, path);
        !below.empty() && !is_in_folder_of_host(path, host_of(dossier.web.url)))
      std::ranges::move(places_of_neighbours(file, *account, below), std::back_inserter(all));
  return all;
}

bool may_be_neighbours_page(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const Account* const account = file.server.account(dossier.system_user);
  const WebJoin& web = dossier.web;
  if (!web.has_requests || account == nullptr || file.server.is_web_server_user(account->name) ||
      !dossier.login.empty())
    return false;
  if (!web.names_page())
    return std::ranges::any_of(web.one_of, [&](const WebJoin::Possible& page) {
      return !host_of(page.url).empty() && !is_known_site(file, page.url);
    });
  const std::string_view host = host_of(web.url);
  if (host.empty() || is_known_site(file, web.url)) return false;
  const std::string path = dossier.directory.starts_with('/')
                               ? file_of_page_beside(file, facts, dossier)
                               : file_of_page_in_home(file, facts, dossier);
  if (path.empty()) return true;
  if (is_in_folder_of_host(path, host)) return false;
  const std::string_view below = below_home(*account, path);
  if (below.empty()) return true;
  const std::vector<std::string> others = places_of_neighbours(file, *account, below);
  return (others.empty() && file.server.accounts.size() > 1) ||
         std::ranges::any_of(
             others, [&](const std::string& other) { return facts.existing(other) != nullptr; });
}

}  // namespace queuehound
