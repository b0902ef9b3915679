// Exim's runtime configuration as far as it says where logs and spool lie and what is local: the
// main section with macros, .include and .ifdef, and what `exim -bP` prints. Expansions (${...})
// are not evaluated: a value that needs one is left as written, and its list items are skipped.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/text_map.h"

namespace queuehound {

struct ConfigPlace {
  std::string path;
  std::size_t line = 0;  // counted from 1: where the setting begins
};

struct EximConfig {
  TextMap<std::string> options;      // "spool_directory" → value; booleans "true", "false"
  TextMap<ConfigPlace> places;       // of options, the last that set it
  TextMap<std::string> named_lists;  // "local_domains", "relay_from_hosts" → list as written

  std::string_view option(std::string_view name) const;  // "" where it is not set
  std::string_view named_list(std::string_view name) const;
};

// Hands over the text of an included file; nothing where it cannot be read.
using ReadIncluded = std::function<std::optional<std::string>(std::string_view path)>;

// `path`: the text's own, for places and for what it includes by a bare name.
EximConfig parse_exim_config(std::string_view text, const ReadIncluded& included,
                             std::string_view path = {});

// The output of `exim -bP name...`: "name = value", "name" or "no_name" for booleans,
// "domainlist NAME = value". Lines of other shapes (-bV's) are passed over.
EximConfig parse_exim_options(std::string_view printed);
// "4.96" out of "Exim version 4.96 #2 built ..." or "exim 4.96 daemon started"; "" without.
std::string exim_version_in(std::string_view text);

// The items of a colon list, doubled separators undone, "<;" honoured, empty ones left out.
std::vector<std::string> exim_list_items(std::string_view list);

// `log_file_path` as the file of one log ("main", "reject", "panic"); "" where it only says syslog,
// or an empty item stands before the first path: then it is where Exim was built to write it.
// %D and %M (dates) stay in the name.
std::string exim_log_path(std::string_view log_file_path, std::string_view log,
                          std::string_view spool_directory);
bool logs_to_syslog(std::string_view log_file_path);
// An empty item is a file too: the place that Exim was built with.
bool logs_to_file(std::string_view log_file_path);

}  // namespace queuehound
