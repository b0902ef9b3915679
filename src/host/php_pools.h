// PHP-FPM's pools: as whom PHP runs behind which socket. Root's own files, so they are believed.
#pragma once

#include <string>
#include <string_view>

#include "base/root_dir.h"
#include "host/text_map.h"

namespace queuehound {

using PoolUsers = TextMap<std::string>;  // listen → user; "" where two pools disagree

// Pure; `users` is added to. `listen` as php_socket() writes it.
void parse_php_pools(std::string_view text, PoolUsers& users);
PoolUsers read_php_pools(const RootDir& root);

// "unix:/run/php/a.sock", "127.0.0.1:9001", "proxy:unix:/run/php/a.sock|fcgi://localhost",
// "fcgi://127.0.0.1:9001/path", ... → "/run/php/a.sock" or "9001"; "" for what is no socket of PHP.
std::string php_socket(std::string_view text);

}  // namespace queuehound
