#include "verdict/behind_visitors.h"

#include "verdict/form.h"

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

}  // namespace queuehound
