#include "verdict/unplaced_letters.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "dossier/likeness.h"
#include "dossier/mail_runs.h"
#include "pages/likely_pages.h"

namespace queuehound {
namespace {

class AskedPage {
 public:
  AskedPage(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
            const NamedPage& named, const Dossier& dossier)
      : dossier_(named.dossier) {
    for (const MessageIndex index : dossier.messages) {
      const Message& message = file.ledger.messages[index];
      if (!message.in_spool) continue;
      ++senders_[message.sender];
      if (message.has_subject) ++texts_[message.skeleton];
    }
    for (const JoinedRequest& request : web.joined_of(suspect))
      if (web.rows[request.row].page() == named.page)
        asked_.push_back(request.at.time_since_epoch().count());
    std::ranges::sort(asked_);
  }

  // Asked for just before, or still at the run that a request began.
  bool is_at_work(Time at) const { return reaches(asked_, at) || !begins_run(last_, at); }

  // Letters of its that wait and are like this one.
  std::uint64_t waiting_like(const Message& message) const {
    const Letters& letters = message.has_subject ? texts_ : senders_;
    const auto found = letters.find(message.has_subject ? message.skeleton : message.sender);
    return found == letters.end() ? 0 : found->second;
  }

  void take(MessageIndex index, const Message& message) {
    taken_.push_back(index);
    last_ = message.at;
  }

  std::size_t dossier() const { return dossier_; }
  const std::vector<MessageIndex>& taken() const { return taken_; }

 private:
  using Letters = std::unordered_map<std::uint32_t, std::uint64_t>;  // by string id

  std::size_t dossier_;
  Letters senders_, texts_;  // of those that wait
  Seconds asked_;
  std::vector<MessageIndex> taken_;
  Time last_{};
};

// Posts to pages that PHP's header names nowhere: what these mail is not known.
Seconds posts_to_others(const WebEvidence& web, std::uint32_t suspect,
                        const std::vector<NamedPage>& pages) {
  Seconds posts;
  for (const JoinedRequest& request : web.joined_of(suspect)) {
    const PageId page = web.rows[request.row].page();
    if (request.is_post && std::ranges::find(pages, page, &NamedPage::page) == pages.end())
      posts.push_back(request.at.time_since_epoch().count());
  }
  std::ranges::sort(posts);
  return posts;
}

// nullptr where none made it for sure.
AskedPage* maker_of(std::vector<AskedPage>& pages, const Seconds& posts_to_others,
                    const Message& message) {
  if (message.in_spool || (!message.has_subject && reaches(posts_to_others, message.at)))
    return nullptr;
  AskedPage* only = nullptr;
  for (AskedPage& page : pages) {
    if (!page.is_at_work(message.at) || page.waiting_like(message) == 0) continue;
    if (only != nullptr) return nullptr;
    only = &page;
  }
  return only != nullptr && only->waiting_like(message) >= kAlike ? only : nullptr;
}

}  // namespace

bool give_unplaced_letters(const CaseFile& file, const WebEvidence& web,
                           const std::vector<NamedPage>& pages, std::size_t rest, Cases& cases) {
  const std::uint32_t suspect = cases.web_row[rest];
  std::vector<AskedPage> asked;
  for (const NamedPage& page : pages)
    asked.emplace_back(file, web, suspect, page, cases.dossiers[page.dossier]);
  const Seconds others = posts_to_others(web, suspect, pages);
  const auto is_given = [&](MessageIndex index) {
    const Message& message = file.ledger.messages[index];
    AskedPage* const maker = maker_of(asked, others, message);
    if (maker != nullptr) maker->take(index, message);
    return maker != nullptr;
  };
  if (std::erase_if(cases.dossiers[rest].messages, is_given) == 0) return false;
  for (const AskedPage& page : asked) {
    std::vector<MessageIndex>& into = cases.dossiers[page.dossier()].messages;
    into.insert(into.end(), page.taken().begin(), page.taken().end());
  }
  return true;
}

}  // namespace queuehound
