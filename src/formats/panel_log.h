// A panel's file manager at work, told from the request: cPanel (access_log, parsed by
// formats/webmail_log.h) and HestiaCP (its nginx's access log). The file goes in the request's
// body, which no log holds: mostly the moment, the account and the address are all that is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

struct PanelWrite {
  std::string path;  // decoded, where the query names folder and file; "" where it does not
};

// "/cpsess0123456789/execute/Fileman/upload_files", ".../save_file_content?dir=...&file=...",
// "/cpsess0123456789/json-api/cpanel?...module=Fileman&...func=savefile".
std::optional<PanelWrite> parse_cpanel_write(std::string_view method, std::string_view target);

// "/fm/?r=/upload" of HestiaCP's file manager.
std::optional<PanelWrite> parse_hestia_write(std::string_view method, std::string_view target);

}  // namespace queuehound
