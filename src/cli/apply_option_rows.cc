#include <array>

#include "base/text.h"
#include "cli/command_row.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;
constexpr std::string_view kHow = "How it is done";

// "90", "90s", "5m", "2h".
std::optional<std::chrono::seconds> parse_length(std::string_view text) {
  std::int64_t unit = 1;
  if (text.ends_with('m')) unit = 60;
  if (text.ends_with('h')) unit = 3600;
  if (text.ends_with('s') || unit != 1) text.remove_suffix(1);
  const auto number = parse_number<std::int64_t>(text);
  if (!number || *number < 0 || *number > 7 * 86400) return {};
  return std::chrono::seconds(*number * unit);
}

Complaint set_confirm(Options& options, std::string_view value) {
  const auto length = parse_length(value);
  if (!length || length->count() < 5 || length->count() > 86400)
    return "wants a length of time from 5s to 24h, such as 5m";
  options.apply.confirm_within = *length;
  return {};
}

Complaint set_watch(Options& options, std::string_view value) {
  const auto length = parse_length(value);
  if (!length || length->count() > 3600) return "wants a length of time up to 1h, such as 20s";
  options.apply.watch = *length;
  return {};
}

}  // namespace

OptionRows apply_option_rows() {
  static constexpr std::array<OptionRow, 4> kRows{{
      {"--yes", "-y", "", kHow, "do not ask; needed where nobody sits at a terminal",
       [](Options& options, std::string_view) {
         options.apply.yes = true;
         return Complaint{};
       }},
      {"--confirm-within", "", "TIME", kHow,
       "undo what was done to firewall and logins unless \"confirm PLAN\" comes within this time, "
       "such as 5m: for those who might lock themselves out",
       set_confirm},
      {"--watch", "", "TIME", kHow,
       "how long to look for new messages of the actor afterwards; otherwise 20s, 0 not at all",
       set_watch},
      {"--send-letters", "", "", kHow,
       "hand the letter to the owner to sendmail; without it explain --letter owner prints it",
       [](Options& options, std::string_view) {
         options.apply.send_letters = true;
         return Complaint{};
       }},
  }};
  return kRows;
}

OptionRows undo_option_rows() {
  static constexpr std::array<OptionRow, 3> kRows{{
      {"--diff", "", "", kHow, "only show what is no longer as it was left; changes nothing",
       [](Options& options, std::string_view) {
         options.undo.diff = true;
         return Complaint{};
       }},
      {"--force", "", "", kHow, "also where the world changed since (see --diff first)",
       [](Options& options, std::string_view) {
         options.undo.force = true;
         return Complaint{};
       }},
      {"--yes", "-y", "", kHow, "do not ask; needed where nobody sits at a terminal",
       [](Options& options, std::string_view) {
         options.undo.yes = true;
         return Complaint{};
       }},
  }};
  return kRows;
}

}  // namespace queuehound
