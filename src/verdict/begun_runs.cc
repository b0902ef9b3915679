#include "verdict/begun_runs.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "verdict/mail_runs.h"

namespace queuehound {
namespace {

// What is a program for sure; any other address may be one that only shows a page.
bool is_program(const WebEvidence& web, const JoinedRequest& request) {
  return request.is_post || web.text(web.rows[request.row].path).ends_with(".php");
}

}  // namespace

void find_what_began(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                     Dossier& dossier) {
  WebJoin::Begun& begun = dossier.web.begun;
  begun = {};
  struct Share {
    std::uint64_t runs = 0, messages = 0;
  };
  std::uint64_t behind_requests = 0;
  std::map<std::uint32_t, Share> share_of_row;
  for (const MailRun& run : mail_runs_of(file, dossier)) {
    std::set<std::uint32_t> rows;
    bool is_behind_one = false;
    auto at =
        std::ranges::lower_bound(web.joined, run.start - kRequestToMail, {}, &JoinedRequest::at);
    for (; at != web.joined.end() && at->at <= run.start + kMailToRequest; ++at) {
      if (web.rows[at->row].suspect != suspect) continue;
      is_behind_one = true;
      if (is_program(web, *at)) rows.insert(at->row);
    }
    if (is_behind_one) behind_requests += run.messages;
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
  begun.url = std::string(web.text(row.url));
  begun.path = std::string(web.text(row.path));
  begun.by = web.address(row.address);
  begun.requests = row.requests;
  begun.runs = most->second.runs;
  begun.looks_at_it = row.requests - std::min(row.posts, row.requests);
  begun.pages_seen = web.pages_seen(suspect, row.address);
}

}  // namespace queuehound
