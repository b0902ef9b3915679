#include <array>

#include "cli/commands.h"

namespace queuehound {

OptionRows explain_option_rows() {
  static constexpr std::array<OptionRow, 1> kRows{{
      {"--advice", "", "", "What to explain",
       "only what to do after it is stopped: what it leaves behind, and the blocklists",
       [](Options& options, std::string_view) {
         options.explain.only_advice = true;
         return std::optional<std::string>{};
       }},
  }};
  return kRows;
}

}  // namespace queuehound
