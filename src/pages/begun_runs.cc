#include "pages/begun_runs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "dossier/mail_runs.h"
#include "dossier/page_file.h"

namespace queuehound {
namespace {

// What is a program for sure; any other address may be one that only shows a page.
bool is_program(const WebEvidence& web, const JoinedRequest& request) {
  return request.is_post || web.text(web.rows[request.row].path).ends_with(".php");
}

// By the pace of its own letters, of which those that wait for minutes are no run's.
std::vector<MailRun> runs_at_own_pace(const CaseFile& file, const Dossier& dossier) {
  constexpr seconds kSlowest{120};
  constexpr int kUneven = 3;
  std::vector<Time> letters;
  for (const MessageIndex index : dossier.messages)
    if (const Message& message = file.ledger.messages[index]; message.in_window)
      letters.push_back(message.at);
  std::vector<seconds> gaps;
  for (std::size_t i = 1; i < letters.size(); ++i)
    if (const seconds gap = letters[i] - letters[i - 1]; gap <= kSlowest) gaps.push_back(gap);
  if (gaps.empty()) return {};
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::ranges::nth_element(gaps, middle);
  const seconds longest = std::clamp(*middle * kUneven, kUnbrokenRun, kSlowest);
  std::vector<MailRun> runs;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i == 0 || letters[i] - letters[i - 1] > longest) runs.push_back({letters[i]});
    ++runs.back().messages;
  }
  return runs;
}

// Under a user that runs everybody's sites letters that wait are told apart by PHP's header, and of
// those that are gone nothing is known: a run of the first may have begun with one of the others.
std::vector<MailRun> runs_with_what_is_gone(const CaseFile& file, const WebEvidence& web,
                                            std::uint32_t suspect, const Dossier& dossier) {
  std::vector<MailRun> runs = mail_runs_of(file, dossier);
  if (dossier.directory.starts_with('/') || !file.server.is_web_server_user(dossier.system_user))
    return runs;
  const std::vector<std::int64_t>& all = web.mail_times(suspect).seconds;
  std::vector<MailRun> joined;
  for (MailRun run : runs) {
    auto at = std::ranges::lower_bound(all, run.start.time_since_epoch().count());
    for (; at != all.begin() && !begins_run(Time(seconds(*(at - 1))), run.start); --at)
      run.start = Time(seconds(*(at - 1)));
    if (!joined.empty() && joined.back().start == run.start)
      joined.back().messages += run.messages;
    else
      joined.push_back(run);
  }
  return joined;
}

// The page that is the program's file; nothing where it has several names.
std::optional<PageId> page_of_script(const CaseFile& file, const WebEvidence& web,
                                     std::uint32_t suspect, const Dossier& dossier) {
  std::optional<PageId> page;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.joined_posts == 0 || page == row.page()) continue;
    if (file_of_page(file, web.url_of(row)) != dossier.script) continue;
    if (page) return {};
    page = row.page();
  }
  return page;
}

}  // namespace

void find_starters(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier) {
  constexpr std::uint64_t kLettersOfARun = 20;
  if (dossier.script.empty() || !dossier.cron_job.empty()) return;
  const std::optional<PageId> page = page_of_script(file, web, suspect, dossier);
  if (!page || web.history(suspect, *page).requests > 0) return;
  std::map<std::uint32_t, WebDriver> starters;  // by row
  std::uint64_t begun = 0, letters = 0, requests = 0;
  const auto joined = web.joined_of(suspect);
  for (const MailRun& run : runs_at_own_pace(file, dossier)) {
    auto at = std::ranges::lower_bound(joined, run.start - kRequestToMail, {}, &JoinedRequest::at);
    const auto is_start = [&](const JoinedRequest& request) {
      return request.is_post && web.rows[request.row].page() == *page;
    };
    const auto is_in_reach = [&] {
      return at != joined.end() && (*at).at <= run.start + kMailToRequest;
    };
    while (is_in_reach() && !is_start(*at)) ++at;
    const bool has_start = is_in_reach();
    if (run.messages < kLettersOfARun || !has_start) continue;
    ++begun;
    letters += run.messages;
    WebDriver& driver = starters[(*at).row];
    if (driver.events++ == 0) driver.first = (*at).at;
    driver.messages += run.messages;
    driver.last = (*at).at;
  }
  for (const RequestRow& row : web.rows_of(suspect))
    if (row.page() == *page) requests += row.requests;
  // Who asks for it now and then meets the beginning of a run by chance.
  if (begun == 0 || requests > 2 * begun || letters * 5 < dossier.messages.size() * 4) return;
  dossier.web.begun.may_be_by_requests = true;
  for (auto& [index, driver] : starters) {
    const RequestRow& row = web.rows[index];
    driver.is_starter = true;
    driver.address = row.address;
    driver.requests = row.requests;
    driver.posts = row.posts;
    driver.pages_seen = web.pages_seen(suspect, row.address);
    if (driver.pages_seen == 0 && !file.server.is_own_address(web.address(row.address)))
      dossier.web.drivers.push_back(driver);
  }
}

void find_what_began(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                     Dossier& dossier) {
  WebJoin::Begun& begun = dossier.web.begun;
  begun = {};
  struct Share {
    std::uint64_t runs = 0, messages = 0;
  };
  std::uint64_t behind_requests = 0;
  std::map<std::uint32_t, Share> share_of_row;
  std::map<PageId, std::uint64_t> behind_page;  // letters, of programs and of what may be one
  const auto joined = web.joined_of(suspect);
  for (const MailRun& run : runs_with_what_is_gone(file, web, suspect, dossier)) {
    std::set<std::uint32_t> rows;
    std::set<PageId> pages;
    bool is_behind_one = false;
    auto at = std::ranges::lower_bound(joined, run.start - kRequestToMail, {}, &JoinedRequest::at);
    for (; at != joined.end() && (*at).at <= run.start + kMailToRequest; ++at) {
      is_behind_one = true;
      pages.insert(web.rows[(*at).row].page());
      if (is_program(web, *at)) rows.insert((*at).row);
    }
    if (is_behind_one) behind_requests += run.messages;
    for (const PageId& page : pages) behind_page[page] += run.messages;
    for (const std::uint32_t row : rows) {
      ++share_of_row[row].runs;
      share_of_row[row].messages += run.messages;
    }
  }
  begun.may_be_by_requests = behind_requests * 2 >= dossier.messages.size();
  // Of pages asked for in the same seconds the one that was posted to.
  const auto most = std::ranges::max_element(share_of_row, {}, [&](const auto& entry) {
    const RequestRow& row = web.rows[entry.first];
    return std::tuple(entry.second.messages, row.joined_posts > 0, row.last_joined);
  });
  if (most == share_of_row.end() || most->second.messages * 5 < dossier.messages.size() * 4) return;
  const RequestRow& row = web.rows[most->first];
  begun.url = web.url_of(row);
  begun.path = std::string(web.text(row.path));
  const bool is_contested = std::ranges::any_of(behind_page, [&](const auto& entry) {
    return entry.first.site != row.site && entry.second >= most->second.messages;
  });
  if (!is_contested) begun.page = row.page();
  begun.by = web.address(row.address);
  begun.requests = row.requests;
  begun.runs = most->second.runs;
  begun.looks_at_it = row.requests - std::min(row.posts, row.requests);
  begun.pages_seen = web.pages_seen(suspect, row.address);
}

void find_what_began_among_sites(const CaseFile& file, const WebEvidence& web,
                                 std::uint32_t suspect, Dossier& dossier) {
  if (!dossier.web.has_requests && file.server.is_web_server_user(dossier.system_user))
    find_what_began(file, web, suspect, dossier);
}

}  // namespace queuehound
