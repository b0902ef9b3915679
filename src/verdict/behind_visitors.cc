#include "verdict/behind_visitors.h"

#include <cstddef>

#include "verdict/form.h"
#include "verdict/script_name.h"
#include "verdict/script_place.h"

namespace queuehound {
namespace {

// A page with a field for each friend writes as many letters as its visitors fill in, and robots
// fill in the dead; and batches of a newsletter that go out when anybody looks at the site follow
// no form.
bool may_write_to_many(const Dossier& dossier) {
  return is_named_like_form(dossier) || dossier.web.posts * 2 < dossier.web.joined;
}

// As if every day before had been as busy as the busiest: the page never wrote more for a request.
bool wrote_as_many_before(const Dossier& dossier) {
  constexpr std::uint64_t kRequestsKnown = 20, kTimesAsMany = 3;
  constexpr std::uint64_t kDays = 7;  // that access logs are asked for
  const std::uint64_t requests = dossier.web.requests_before;
  return requests < kRequestsKnown || dossier.past.days == 0 ||
         dossier.messages_per_request_x10 * requests <
             kTimesAsMany * 10 * kDays * dossier.past.busiest_day;
}

bool is_list_dead(const Volume& bulk) {
  constexpr std::uint64_t kDead = 20, kOneOf = 4;
  return bulk.unknown_recipients >= kDead && bulk.unknown_recipients * kOneOf >= bulk.attempted();
}

}  // namespace

bool hides_behind_visitors(const Dossier& dossier) {
  constexpr std::uint64_t kLettersX10 = 35;  // a form writes to visitor, owner and a colleague
  return dossier.web.names_page() && dossier.web.drivers.empty() &&
         dossier.messages_per_request_x10 > kLettersX10 && !may_write_to_many(dossier) &&
         !wrote_as_many_before(dossier) && is_list_dead(dossier.bulk);
}

bool mails_beside_visitors(const Dossier& dossier) {
  constexpr std::uint64_t kLetters = 20, kOneOf = 5;
  if (!dossier.web.names_page() || !dossier.web.drivers.empty() ||
      !is_named_by_asking_alone(dossier) || is_planted(dossier.place))
    return false;
  std::uint64_t letters = 0, asked_for = 0, left = 0, left_asked_for = 0;
  for (std::size_t i = 0; i < dossier.web.owner.size(); ++i) {
    const bool is_asked_for = dossier.web.owner[i] != 0;
    (dossier.selected[i] ? letters : left)++;
    if (is_asked_for) (dossier.selected[i] ? asked_for : left_asked_for)++;
  }
  return letters >= kLetters && asked_for * kOneOf < letters && left_asked_for * 2 > left;
}

}  // namespace queuehound
