#include "pages/behind_visitors.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "dossier/bought_list.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/form.h"
#include "pages/script_claims.h"

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

// Those who came before it began had two letters each, and all who came after look as if they had
// many sent. But each looked at the site, and pressed the button as often as people do. Robots that
// do so, too, are not blocked for it, nor were they where none but they came that day.
bool are_visitors_like_others(const std::vector<WebDriver>& drivers) {
  constexpr std::size_t kMany = 8;
  constexpr std::uint64_t kMoreThanAPerson = 3;
  return drivers.size() >= kMany && std::ranges::all_of(drivers, [](const WebDriver& driver) {
           return driver.pages_seen > 0 && driver.events < kMoreThanAPerson;
         });
}

}  // namespace

bool hides_behind_visitors(const Dossier& dossier) {
  constexpr std::uint64_t kLettersX10 = 35;  // a form writes to visitor, owner and a colleague
  const std::vector<WebDriver>& drivers = dossier.web.drivers;
  return dossier.web.names_page() && (drivers.empty() || are_visitors_like_others(drivers)) &&
         dossier.messages_per_request_x10 > kLettersX10 && !may_write_to_many(dossier) &&
         !wrote_as_many_before(dossier) && is_list_dead(dossier.bulk);
}

namespace {

// Nothing but its visitors' requests and PHP's header tells of it.
bool is_page_of_visitors(const Dossier& dossier) {
  return dossier.web.names_page() && dossier.web.drivers.empty() && !dossier.script.empty() &&
         dossier.directory.empty() && dossier.php_calls == 0 && !is_planted(dossier.place);
}

// Of what the one wrote everybody exists, of the other's a fifth is dead. Where a page mails on
// after a visitor has gone, the first letter that follows his request is of the same list.
bool fare_apart(const ListFate& of_page, const ListFate& others) {
  constexpr std::uint64_t kTold = 20, kSome = 2, kOneOfTwenty = 20, kDead = 10, kOneOfFive = 5;
  return of_page.tried >= kTold && !of_page.is_dead(kSome, kOneOfTwenty) &&
         others.is_dead(kDead, kOneOfFive);
}

struct Followed {
  std::uint64_t letters = 0, of_page = 0;  // the latter follow a visitor or bear its file's name
};

// A shop writes by its own address, and most of that follows a visitor; as many letters bear other
// addresses, and only by chance one follows.
bool are_mostly_in_other_names(const std::map<std::uint32_t, Followed>& senders) {
  constexpr std::uint64_t kLetters = 20, kByChance = 4;
  Followed own, others;
  for (const auto& [sender, of_sender] : senders) {
    Followed& side = of_sender.of_page * kByChance <= of_sender.letters ? others : own;
    side.letters += of_sender.letters;
    side.of_page += of_sender.of_page;
  }
  return own.of_page * 2 > own.letters && others.letters >= std::max(kLetters, own.letters);
}

}  // namespace

bool is_other_programs_mail(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kLetters = 20, kWaiting = 5, kTimesAsMany = 2;
  if (!is_page_of_visitors(dossier)) return false;
  ListFate of_page, others;
  std::map<std::uint32_t, Followed> senders;
  std::uint64_t named = 0, waiting_others = 0;
  for (std::size_t i = 0; i < dossier.web.owner.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const bool is_named = message_script(file, message) == file_name_of(dossier.script);
    named += is_named;
    waiting_others += message.in_spool && !is_named;
    const bool is_pages = is_named || dossier.web.owner[i] != 0;
    (is_pages ? of_page : others).add(file.ledger, message);
    Followed& of_sender = senders[message.sender];
    ++of_sender.letters;
    of_sender.of_page += is_pages;
  }
  if (named == 0) return false;
  if (are_mostly_in_other_names(senders)) return true;
  return others.letters >= std::max(kLetters, kTimesAsMany * of_page.letters) &&
         (waiting_others >= kWaiting || fare_apart(of_page, others));
}

bool mails_beside_visitors(const Dossier& dossier) {
  constexpr std::uint64_t kLetters = 20, kOneOf = 5;
  if (!is_page_of_visitors(dossier)) return false;
  std::uint64_t letters = 0, asked_for = 0, left = 0, left_asked_for = 0;
  for (std::size_t i = 0; i < dossier.web.owner.size(); ++i) {
    (dossier.selected[i] ? letters : left)++;
    if (dossier.web.owner[i] != 0) (dossier.selected[i] ? asked_for : left_asked_for)++;
  }
  return letters >= kLetters && asked_for * kOneOf < letters && left_asked_for * 2 > left;
}

}  // namespace queuehound
