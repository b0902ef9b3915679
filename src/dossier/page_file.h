// Pages and files: a web address, the file that it means, the parts of a path.
#pragma once

#include <string>
#include <string_view>

#include "dossier/dossier.h"

namespace queuehound {

// Of "host/path".
std::string_view host_of(std::string_view url);

// The file of "host/path", if its site and no rewriting rule has the say; "" where the site is not
// known.
std::string file_of_page(const CaseFile& file, std::string_view url);

// The file a URL's path stands for, below the site's document root; "" where that is not known.
std::string file_of_url(const Site& site, std::string_view path);

std::string_view directory_of(std::string_view path);
std::string_view file_name_of(std::string_view path);

}  // namespace queuehound
