// The options of `parse`.
#include <array>

#include "base/text.h"
#include "cli/command_row.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;

Complaint set_kind(Options& options, std::string_view value) {
  options.parse.kind = record_source_of(value);
  if (options.parse.kind) return {};
  return std::string(kOneOf) + record_source_words();
}

Complaint set_zone(Options& options, std::string_view value) {
  if (value.empty()) return "wants a zone, such as +02:00";
  options.scan.timezone = value;
  return {};
}

Complaint set_root(Options& options, std::string_view value) {
  if (value.empty()) return "wants a path";
  options.scan.root = value;
  return {};
}

Complaint set_width(Options& options, std::string_view value) {
  const auto width = parse_number<std::size_t>(value);
  if (!width || *width < 40 || *width > 1000) return "wants a number of columns from 40 to 1000";
  options.scan.display.width = *width;
  return {};
}

Complaint set_colour(Options& options, std::string_view value) {
  constexpr std::array<std::string_view, 3> kWords{"auto", "always", "never"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] != value) continue;
    options.scan.display.colour = static_cast<ColourWhen>(i);
    return {};
  }
  return std::string(kOneOf) + "auto, always, never";
}

constexpr std::string_view kWhat = "What it is", kHow = "How it is shown";

constexpr auto kRows = std::to_array<OptionRow>({
    {"--kind", "", "KIND", kWhat,
     "exim_main, exim_reject, dovecot (also Courier's), access, webmail, php_mail or spool (a -H "
     "file); must be given",
     set_kind},
    {"--root", "", "DIR", kWhat, "FILE is a path inside this copied server tree, whose zone holds",
     set_root},
    {"--timezone", "", "ZONE", kWhat,
     "zone of stamps that have none, such as Europe/Berlin or +02:00; otherwise this machine's",
     set_zone},
    {"--jsonl", "", "", kHow, "one JSON object a line, for programs",
     [](Options& options, std::string_view) -> Complaint {
       options.parse.json_lines = true;
       return {};
     }},
    {"--color", "", "WHEN", kHow, "auto, always or never; NO_COLOR is obeyed", set_colour},
    {"--width", "", "N", kHow, "columns to fill; otherwise the terminal's", set_width},
    {"--ascii", "", "", kHow, "no characters beyond ASCII",
     [](Options& options, std::string_view) -> Complaint {
       options.scan.display.ascii = true;
       return {};
     }},
});

}  // namespace

OptionRows parse_option_rows() { return kRows; }

}  // namespace queuehound
