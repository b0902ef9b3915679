// Exim's log_selector: what it lacks, and the line to write where this server's panel wants it.
#include <algorithm>
#include <array>
#include <string>

#include "host/log_selector.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

// What makes a change of log_selector so.
struct Remedy {
  Profile profile;
  bool is_generated;  // what Exim reads is put together of other files
  std::string_view then, advice;
};
constexpr std::array kRemedies{
    Remedy{Profile::cpanel, true, "/scripts/buildeximconf && /scripts/restartsrv_exim",
           "or in WHM: Exim Configuration Manager, Advanced Editor, log_selector"},
    Remedy{Profile::directadmin, true, "cd /usr/local/directadmin/custombuild && ./build exim_conf",
           ""},
    Remedy{Profile::hestia, true, "update-exim4.conf && systemctl restart exim4", ""},
    Remedy{Profile::debian, true, "update-exim4.conf && systemctl reload exim4", ""},
    Remedy{Profile::debian, false, "systemctl reload exim4", ""},
    Remedy{Profile::hestia, false, "systemctl reload exim4", ""},
};
constexpr Remedy kOtherwise{Profile::custom, false, "systemctl reload exim", ""};

const Remedy& remedy_for(const Server& server, bool is_generated) {
  for (const Remedy& remedy : kRemedies)
    if (remedy.profile == server.profile && remedy.is_generated == is_generated) return remedy;
  return kOtherwise;
}

std::string line_of(const SettingLine& setting) {
  return setting.line == 0 ? setting.path : setting.path + ":" + std::to_string(setting.line);
}

// Tried: exim 4.96 dies of `"log_selector" option set for the second time`, and of a macro that is
// defined twice.
constexpr std::string_view kInItsPlace =
    "in place of the line that stands there, with those that continue it: set twice, Exim does not "
    "start";

void add_sentence(std::string& advice, const std::string& sentence) {
  advice += (advice.empty() ? "" : "; ") + sentence;
}

// The file Exim reads, with the line where it is set already.
std::string present_place(const CheckFile& file) {
  if (file.selector_line) return line_of(*file.selector_line);
  const std::string& path = file.server.exim_config_file;
  return (path.empty() ? "Exim's configuration" : path) + ", before its first \"begin\"";
}

// Where the line is written, what it begins with, and what takes effect then.
void write_selector(Finding& finding, const CheckFile& file, const std::string& value) {
  const auto& source = file.selector_source;
  const Remedy& remedy = remedy_for(file.server, source.has_value());
  if (source && !source->heading.empty()) finding.lines.push_back(source->heading);
  finding.lines.push_back((source ? source->begins : "log_selector =") + " " + value);
  finding.then = remedy.then;
  finding.advice = remedy.advice;
  const bool is_set = source ? source->at.line != 0 : file.selector_line.has_value();
  finding.place = source ? line_of(source->at) : present_place(file);
  if (source && !is_set && !source->where.empty()) finding.place += ", " + source->where;
  if (is_set) add_sentence(finding.advice, std::string(kInItsPlace));
}

// " lacks +subject +pid and switches off msg_id".
std::string what_is_wrong(const std::vector<WantedSelector>& missing) {
  std::string lacking, off;
  for (const WantedSelector& wanted : missing)
    if (is_default_selector(wanted.name))
      off += " " + std::string(wanted.name);
    else
      lacking += " +" + std::string(wanted.name);
  if (!lacking.empty()) lacking.insert(0, " lacks");
  if (!off.empty()) off.insert(0, lacking.empty() ? " switches off" : " and switches off");
  return lacking + off;
}

// "+subject -all": it stands there and does nothing.
bool takes_back(std::string_view present, const std::vector<WantedSelector>& missing) {
  return std::ranges::any_of(missing, [&](const WantedSelector& wanted) {
    return present.contains("+" + std::string(wanted.name)) && names_selector(present, wanted.name);
  });
}

}  // namespace

std::optional<Finding> look_at_selector(const CheckFile& file) {
  const std::string present = file.server.log_selector.value_or("");
  const std::vector<std::string> refused = refused_selectors(present);
  const std::vector<WantedSelector> missing = missing_selectors(file);
  if (missing.empty() && refused.empty()) return {};
  Finding finding;
  if (!refused.empty()) {
    constexpr unsigned kCostOfRefused = 50;
    finding.cost += kCostOfRefused;
    finding.seen = "Exim refuses \"" + refused.front() + "\" in its log_selector";
    finding.costs = "at its next start it will not come up";
  } else {
    finding.seen = file.server.log_selector ? "Exim's log_selector"
                                            : "by the lines of Exim's log, its log_selector";
    finding.seen += what_is_wrong(missing);
  }
  for (const WantedSelector& wanted : missing) {
    finding.cost += wanted.cost;
    finding.costs += (finding.costs.empty() ? "" : "; ") + std::string(wanted.without);
  }
  write_selector(finding, file, merged_log_selector(present, selectors_to_write(file)));
  if (takes_back(present, missing))
    add_sentence(finding.advice,
                 "Exim reads it from left to right: a later -NAME or -all takes back what stands "
                 "before it");
  if (!file.server.log_selector)
    add_sentence(finding.advice,
                 "its configuration could not be read: keep what its line holds already");
  return finding;
}

}  // namespace queuehound
