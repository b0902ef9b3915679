// The options of `check` beside those of every command.
#include <array>

#include "cli/command_row.h"

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
    {"--exim-hold", "", "", "What is told",
     "only print the access list with which Exim holds accounts, for "
     "/etc/queuehound/exim-hold.acl; check says how to have it asked",
     [](Options& all, std::string_view) -> Complaint {
       all.check.exim_hold = true;
       return {};
     }},
});

}  // namespace

OptionRows check_option_rows() { return kRows; }

}  // namespace queuehound
