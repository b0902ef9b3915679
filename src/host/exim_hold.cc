#include "host/exim_hold.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxDepth = 8, kMaxIncludes = 200;
constexpr std::size_t kConfigFile = 4u << 20;

// Every message of an SMTP session passes each of these; acl_smtp_predata only where nobody may
// send it in chunks.
constexpr std::array<std::string_view, 3> kSmtpAcls{"acl_smtp_data", "acl_smtp_mail",
                                                    "acl_smtp_rcpt"};
constexpr std::string_view kPredata = "acl_smtp_predata";
constexpr std::string_view kChunking = "chunking_advertise_hosts";
constexpr std::string_view kLocalAcl = "acl_not_smtp";

// "NAME:" of a line in the section of access lists, "" for another.
std::string_view acl_label(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || colon == 0) return {};
  const std::string_view name = trim(line.substr(0, colon));
  const bool is_name = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return is_name && trim(line.substr(colon + 1)).empty() ? name : std::string_view{};
}

// "require acl = /etc/queuehound/exim-hold.acl": the first statement of an access list of one's
// own. Only `require` hands every answer of ours on.
bool calls_hold(std::string_view line) {
  if (!line.starts_with("require")) return false;
  line = trim(line.substr(7));
  if (!line.starts_with("acl")) return false;
  line = trim(line.substr(3));
  return line.starts_with('=') && trim(line.substr(1)) == kHoldAclPath;
}

class AclScan {
 public:
  explicit AclScan(const ReadIncluded& included) : included_(included) {}

  void scan(std::string_view text, std::size_t depth) {
    for_each_line(text, [&](std::string_view line) { take(trim(line), depth); });
  }

  std::vector<std::string> callers;  // names of access lists that call ours
  bool logins = false, scripts = false;

 private:
  void take(std::string_view line, std::size_t depth) {
    if (line.starts_with('#')) return;
    logins = logins || line.contains(kBlockedLoginsPath);
    scripts = scripts || line.contains(kBlockedScriptsPath);
    if (line.starts_with(".include")) return include(line, depth);
    if (line.starts_with("begin ")) section_ = trim(line.substr(6));
    if (section_ != "acl") return;
    if (line.empty()) return;
    if (const auto label = acl_label(line); !label.empty()) {
      label_ = label;
      is_first_ = true;
      return;
    }
    // Behind another statement some messages would never come to it.
    if (is_first_ && calls_hold(line)) callers.push_back(label_);
    is_first_ = false;
  }

  void include(std::string_view line, std::size_t depth) {
    const std::size_t space = line.find_first_of(" \t");
    if (space == line.npos || depth >= kMaxDepth || ++includes_ > kMaxIncludes) return;
    const std::string_view path = trim(line.substr(space));
    if (const auto text = included_(path)) scan(*text, depth + 1);
  }

  const ReadIncluded& included_;
  std::string section_, label_;
  std::size_t includes_ = 0;
  bool is_first_ = false;  // of its access list
};

}  // namespace

EximHold parse_exim_hold(std::string_view text, const ReadIncluded& included) {
  const EximConfig config = parse_exim_config(text, included);
  AclScan scan(included);
  scan.scan(text, 0);
  const auto is_called_by = [&](std::string_view option) {
    const std::string_view acl = config.option(option);
    return acl == kHoldAclPath || std::ranges::find(scan.callers, acl) != scan.callers.end();
  };
  EximHold hold;
  const bool always = std::ranges::any_of(kSmtpAcls, is_called_by);
  const bool offers_chunks = !config.options.contains(kChunking) || config.option(kChunking) != "";
  hold.is_called_for_smtp = always || is_called_by(kPredata);
  hold.is_passed_by_chunks = !always && offers_chunks;
  hold.is_called_for_local = is_called_by(kLocalAcl);
  hold.reads_blocked_logins = scan.logins;
  hold.reads_blocked_scripts = scan.scripts;
  return hold;
}

EximHold find_exim_hold(const RootDir& root, std::string_view exim_config_file) {
  if (exim_config_file.empty()) return {};
  const ReadIncluded included = [&](std::string_view path) -> std::optional<std::string> {
    auto text = root.read_file(path, kConfigFile);
    if (!text) return {};
    return *std::move(text);
  };
  const auto text = included(exim_config_file);
  if (!text) return {};
  EximHold hold = parse_exim_hold(*text, included);
  const auto acl = root.stat(kHoldAclPath);
  hold.acl_is_there = acl && S_ISREG(acl->st_mode);
  return hold;
}

}  // namespace queuehound
