#include "pages/web_target.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace queuehound {
namespace {

void sort_once(std::vector<std::int64_t>& seconds) {
  std::ranges::sort(seconds);
  const auto repeated = std::ranges::unique(seconds);
  seconds.erase(repeated.begin(), repeated.end());
}

MailTimes mail_times(const CaseFile& file, const Dossier& dossier) {
  MailTimes times;
  for (const MessageIndex index : dossier.messages)
    times.seconds.push_back(file.ledger.messages[index].at.time_since_epoch().count());
  sort_once(times.seconds);
  return times;
}

}  // namespace

WebTarget web_target_of(const CaseFile& file, const Dossier& dossier) {
  WebTarget suspect;
  suspect.times = mail_times(file, dossier);
  if (dossier.directory.starts_with('/')) {
    if (const Site* site = file.server.site_of_path(dossier.directory)) {
      suspect.domain = site->domain;
      suspect.account = site->account;
    } else if (const Account* owner = file.server.account_of_path(dossier.directory)) {
      suspect.account = owner->name;
    }
  } else if (dossier.directory.starts_with("?/")) {
    if (const Site* site =
            file.server.site_of_path(std::string_view(dossier.directory).substr(1))) {
      suspect.domain = site->domain;
      suspect.account = site->account;
    }
  } else if (dossier.directory.starts_with('?')) {
    std::string_view rest = std::string_view(dossier.directory).substr(1);
    if (const auto uid = parse_number<std::uint32_t>(cut(rest, ':')))
      // The web server's own uid: a program that was uploaded through it, on any of its sites.
      if (const Account* owner = file.server.account_by_uid(*uid);
          owner != nullptr && !file.server.is_web_server_user(owner->name))
        suspect.account = owner->name;
  }
  if (suspect.account.empty() && dossier.kind == IncidentKind::script &&
      !file.server.is_web_server_user(dossier.system_user))
    suspect.account = dossier.system_user;
  if (suspect.account.empty() && !dossier.login.empty())
    suspect.domain = dossier.domain;  // a webmail's may be any site's
  suspect.is_without_sites = !file.server.has_sites(suspect.account);
  return suspect;
}

void share_unplaced_times(Cases& cases) {
  std::map<std::string, MailTimes> all;
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i)
    if (cases.web_row[i] != kNothing && cases.dossiers[i].login.empty() &&
        !cases.dossiers[i].directory.starts_with('/'))
      all[cases.dossiers[i].system_user];
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    const auto found = all.find(cases.dossiers[i].system_user);
    if (found == all.end() || cases.web_row[i] == kNothing || !cases.dossiers[i].login.empty())
      continue;
    std::vector<std::int64_t>& together = found->second.seconds;
    const std::vector<std::int64_t>& own = cases.web[cases.web_row[i]].times.seconds;
    together.insert(together.end(), own.begin(), own.end());
  }
  for (auto& [user, times] : all) sort_once(times.seconds);
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i)
    if (const auto found = all.find(cases.dossiers[i].system_user);
        found != all.end() && cases.web_row[i] != kNothing && cases.dossiers[i].login.empty())
      cases.web[cases.web_row[i]].times = found->second;
}

}  // namespace queuehound
