#include "verdict/home_pages.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

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
  const std::string host(url.substr(0, url.find('/')));
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

}  // namespace

std::vector<std::string> places_of_page_in_home(const CaseFile& file, const Dossier& dossier) {
  const WebJoin& web = dossier.web;
  const Account* const account = file.server.account(dossier.system_user);
  if (!web.has_requests || !web.one_of.empty() || !is_program(web.path) ||
      dossier.directory.starts_with('/') || account == nullptr || account->home.size() < 2 ||
      file.server.is_web_server_user(account->name) ||
      file.server.site_of_domain(web.url.substr(0, web.url.find('/'))) != nullptr)
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

}  // namespace queuehound
