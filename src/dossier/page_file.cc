#include "dossier/page_file.h"

namespace queuehound {

std::string_view host_of(std::string_view url) { return url.substr(0, url.find('/')); }

std::string file_of_url(const Site& site, std::string_view path) {
  if (site.document_root.empty()) return {};
  std::string full = site.document_root;
  if (full.ends_with('/')) full.pop_back();
  full += path;
  return full;
}

std::string file_of_page(const CaseFile& file, std::string_view url) {
  const std::string_view host = host_of(url);
  const Site* site = file.server.site_of_domain(host);
  return site == nullptr ? std::string{} : file_of_url(*site, url.substr(host.size()));
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{}
                                         : path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view file_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace queuehound
