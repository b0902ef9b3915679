// Access logs in JSON, one object a line, whatever keys the administrator or the web server chose:
// nginx `log_format ... escape=json`, Apache's LogFormat in braces, Caddy, Traefik. Sources: the
// names of nginx's variables, Caddy's logging.go, Traefik's accesslog/logdata.go.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "formats/access_request.h"

namespace queuehound {

inline bool may_be_json(std::string_view line) { return line.starts_with('{'); }

// Strings are still escaped, as in the other forms. Where the log has method and path apart,
// `request` is empty; where it has the request whole, method and target are yet to be cut from it.
// Nothing where client, time (with its zone), status or request are not there, or where a key is
// there twice and says two things: who writes bare quotes can be made to.
std::optional<AccessRequest> parse_access_json(std::string_view line);

// How many bytes of `line` are JSON: all of them where only fields are missing.
std::size_t access_json_stops_at(std::string_view line);

}  // namespace queuehound
