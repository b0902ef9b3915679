// Makes the running web servers and PHP pools forget the programs they hold in memory, without
// dropping a request: a graceful restart of each, by its own program and its own arguments.
#pragma once

#include <string>
#include <vector>

namespace queuehound {

struct WebReload {
  std::vector<std::string> done;    // "apache2 (pid 812)"
  std::vector<std::string> failed;  // with why
};
WebReload reload_web_servers();

std::string words_of(const WebReload& reload);  // "" where none runs

}  // namespace queuehound
