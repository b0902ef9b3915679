#include "pages/users_telephones.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <vector>

#include "dossier/readings.h"
#include "pages/followed_posts.h"

namespace queuehound {
namespace {

constexpr std::size_t kTelephones = 5;  // of one mailbox
constexpr int kDays = 3;                // on which it posted before

struct Poster {  // a neighbourhood
  IpAddress place;
  std::uint64_t posts = 0, joined_posts = 0;
  ListFate letters;
  CallerHistory past;

  int days() const { return std::popcount(past.days); }
  // Where logs have no such days, it asks in vain between its letters.
  bool is_as_on_days_before(int days_asked) const {
    constexpr std::uint64_t kTimesAsMany = 2;
    const bool asks_between = !mails_with_each_post(posts, joined_posts);
    return days() >= days_asked && (days_asked == kDays || asks_between) &&
           posts * static_cast<std::uint64_t>(days()) <= kTimesAsMany * past.posts;
  }
  bool writes_as_a_person() const {
    constexpr std::uint64_t kPeople = 50, kDead = 2, kOneOf = 10;
    return letters.letters > 0 && letters.recipients <= kPeople && !letters.is_dead(kDead, kOneOf);
  }
};

// As far as logs go.
int days_asked(const Ledger& ledger) {
  if (!ledger.oldest_log || *ledger.oldest_log >= ledger.from()) return 0;
  const std::int64_t days = (ledger.from() - *ledger.oldest_log) / seconds(86400);
  return static_cast<int>(std::min<std::int64_t>(days, kDays));
}

}  // namespace

std::set<IpAddress> telephones_of_users(
    const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
    const std::unordered_map<std::uint32_t, ListFate>& letters_of) {
  const WebJoin& join = dossier.web;
  if (dossier.login.empty() ||
      (file.logins.tells_who_reads && !is_read_by_webmail(file, dossier.login)))
    return {};
  std::map<IpAddress, Poster> posters;
  for (const RequestRow& row : web.rows_of(join.suspect)) {
    if (row.page() != join.page) continue;
    const IpAddress address = web.address(row.address);
    Poster& poster = posters[neighbourhood_of(address).base];
    poster.posts += row.posts;
    poster.joined_posts += row.joined_posts;
    poster.past = web.posted_before(join.suspect, join.page, address);
    if (const auto letters = letters_of.find(row.address); letters != letters_of.end())
      poster.letters.add(letters->second);
  }
  const int asked = days_asked(file.ledger);
  std::vector<Poster> found;
  for (auto& [place, poster] : posters) {
    poster.place = place;
    if (poster.is_as_on_days_before(asked) && poster.writes_as_a_person()) found.push_back(poster);
  }
  std::ranges::stable_sort(found, std::greater{}, [](const Poster& poster) {
    return std::tuple(poster.days(), poster.past.posts);
  });
  if (found.size() > kTelephones) found.resize(kTelephones);
  std::set<IpAddress> telephones;
  for (const Poster& poster : found) telephones.insert(poster.place);
  return telephones;
}

}  // namespace queuehound
