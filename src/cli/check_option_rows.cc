// The options of `check` beside those of every command.
#include <array>

#include "cli/commands.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;

constexpr auto kRows = std::to_array<OptionRow>({
    {"--lines", "", "", "What is told",
     "a sample of every log that holds lines which are not understood",
     [](Options& all, std::string_view) -> Complaint {
       all.check.all_lines = true;
       return {};
     }},
});

}  // namespace

OptionRows check_option_rows() { return kRows; }

}  // namespace queuehound
