#include <array>

#include "cli/command_row.h"

namespace queuehound {

OptionRows state_option_rows() {
  static constexpr std::array<OptionRow, 1> kRows{{
      {"--state", "", "DIR", "Journal",
       "where the journal is, and what undo needs; otherwise /var/lib/queuehound",
       [](Options& options, std::string_view value) {
         options.state.directory = value;
         options.scan.state_directory = value;
         return value.starts_with('/') ? std::optional<std::string>()
                                       : std::optional<std::string>("wants an absolute path");
       }},
  }};
  return kRows;
}

}  // namespace queuehound
