#include "pages/idle_posters.h"

#include <unordered_set>

#include "pages/crowd.h"
#include "pages/followed_posts.h"

namespace queuehound {
void leave_out_idle_posters(const WebEvidence& web, Dossier& dossier) {
  constexpr std::uint64_t kTimes = 3;
  std::unordered_set<std::uint32_t> idle;
  std::uint64_t by_idle = 0, by_each_post = 0;
  for (const WebDriver& driver : dossier.web.drivers) {
    if (posts_in_vain(driver.posts, driver.events)) {
      idle.insert(driver.address);
      by_idle += driver.messages;
    } else if (mails_with_each_post(driver.posts, driver.events)) {
      by_each_post += driver.messages;
    }
  }
  if (!idle.empty() && by_each_post >= kTimes * by_idle) take_out(web, idle, dossier.web);
}

}  // namespace queuehound
