#include <array>

#include "cli/command_row.h"

namespace queuehound {

namespace {

using Complaint = std::optional<std::string>;
constexpr std::string_view kWhat = "What to explain", kHandOver = "To hand over";

}  // namespace

OptionRows explain_option_rows() {
  static constexpr std::array<OptionRow, 6> kRows{{
      {"--advice", "", "", kWhat,
       "only what to do after it is stopped: what it leaves behind, and the blocklists",
       [](Options& options, std::string_view) {
         options.explain.only_advice = true;
         return Complaint{};
       }},
      {"--letter", "", "WHO", kWhat,
       "only the letter about it to its owner or to the administrator (owner, administrator); "
       "templates in /etc/queuehound/letters/ replace the words",
       [](Options& options, std::string_view value) {
         options.explain.letter = parse_audience(value);
         return options.explain.letter ? Complaint{}
                                       : Complaint(std::string(kOneOf) + "owner, administrator");
       }},
      {"--send", "", "", kWhat, "hand that letter to sendmail too",
       [](Options& options, std::string_view) {
         options.explain.send = true;
         return Complaint{};
       }},
      {"--bundle", "", "FILE", kHandOver,
       "also write an archive (.tar.gz, readable by you alone) of report, JSON, evidence lines and "
       "headers; FILE must not be there yet",
       [](Options& options, std::string_view value) {
         options.explain.bundle = value;
         return value.empty() ? Complaint("wants a path") : Complaint{};
       }},
      {"--with-bodies", "", "", kHandOver, "bodies of the queued messages too",
       [](Options& options, std::string_view) {
         options.explain.with_bodies = true;
         return Complaint{};
       }},
      {"--anonymize", "", "", kHandOver,
       "tokens for the addresses of people who are no culprits, in all of the archive",
       [](Options& options, std::string_view) {
         options.explain.anonymize = true;
         return Complaint{};
       }},
  }};
  return kRows;
}

}  // namespace queuehound
