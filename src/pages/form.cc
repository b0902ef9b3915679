#include "pages/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "dossier/script_place.h"

namespace queuehound {
namespace {

// The words a page for strangers has in its name or query.
constexpr std::string_view kFormWords[] = {
    "contact",     "kontakt",      "register",     "registration", "signup",  "sign-up",
    "sign_up",     "subscribe",    "newsletter",   "feedback",     "comment", "share",
    "tell",        "friend",       "recommend",    "invite",       "quote",   "enquiry",
    "inquiry",     "form",         "support",      "booking",      "reserv",  "ucp.php",
    "profile.php", "wp-login.php", "lostpassword", "member",       "ticket",  "guestbook",
    "mailto",      "sendmail.php", "optin"};

// A page may write to the visitor and to every department of the site at each request: many
// letters, to few people. A program that mails a list reaches others with every letter.
bool writes_to_ever_others(const Dossier& dossier) {
  constexpr std::uint64_t kDepartments = 10;
  constexpr std::uint64_t kAgainAndAgain = 4;  // a thread's subscribers are told of every answer
  if (dossier.messages_per_request_x10 <= 35) return false;
  if (dossier.bulk.recipients >= kAgainAndAgain * dossier.bulk.distinct_recipients) return false;
  const std::uint64_t requests = dossier.bulk.messages * 10 / dossier.messages_per_request_x10;
  return dossier.bulk.distinct_recipients > requests + kDepartments;
}

// "Tell your friends": a visitor types as many addresses as the page has fields. The page stood
// there before all that is known of its mail (the kernel's time: whoever writes a shell over it
// makes it new), strangers asked for it on earlier days, and it mailed on most of them.
bool is_older_custom(const Dossier& dossier) {
  constexpr std::uint32_t kVisitors = 3;
  return dossier.is_old_file && dossier.place == ScriptPlace::ordinary &&
         dossier.web.names_page() && dossier.web.addresses_before >= kVisitors &&
         dossier.past.median_day > 0 && dossier.past.days >= 3;
}

// Who asks for the page alone, as before, and has it mail: a service that calls a job, an
// application, or an intruder who has called his program for weeks. Who posts has looked at it
// first, where he is a person.
bool is_programs_call(const WebEvidence& web, const RequestRow& row) {
  const std::uint64_t looks_elsewhere = web.pages_seen(row.suspect, row.address);
  const std::uint64_t looks_at_it = row.posts > 0 ? 0 : row.requests;
  return row.joined > 0 && looks_elsewhere <= looks_at_it &&
         web.asked_before(row.suspect, row.page(), web.address(row.address));
}

// Nobody drives the page but such as have called it before: it has no visitors.
bool is_called_by_programs_only(const Dossier& dossier) {
  const WebJoin& join = dossier.web;
  if (!join.drivers.empty() || dossier.web_evidence == nullptr || !join.names_page()) return false;
  const WebEvidence& web = *dossier.web_evidence;
  std::set<IpAddress> callers;
  for (const RequestRow& row : web.rows_of(join.suspect))
    if (row.page() == join.page && is_programs_call(web, row))
      callers.insert(web.address(row.address));
  if (callers.empty() || callers.size() < join.honest_visitors) return false;
  return std::ranges::all_of(web.askers_before(join.suspect, join.page),
                             [&](const IpAddress& address) { return callers.contains(address); });
}

}  // namespace

bool is_named_like_form(const Dossier& dossier) {
  // Not the folders of the file: any site of castello.example would be a page to tell friends.
  const std::string_view file_name =
      std::string_view(dossier.script).substr(dossier.script.rfind('/') + 1);
  const std::string name = to_lower(fmt::format("{} {}", dossier.web.path, file_name));
  return std::ranges::any_of(
      kFormWords, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

bool has_own_template(const Dossier& dossier) {
  constexpr std::uint64_t kEnough = 5;
  const bool tells_of_strangers = dossier.outward_with_subject >= kEnough;
  const std::uint64_t texts =
      tells_of_strangers ? dossier.outward_with_subject : dossier.with_subject;
  const std::uint64_t commonest =
      tells_of_strangers ? dossier.top_three_outward : dossier.top_three_texts;
  return texts == 0 || commonest * 10 >= texts * 8;
}

bool is_form(const Dossier& dossier) {
  if (!dossier.web.has_requests || is_planted(dossier.place)) return false;
  // Who looks at a page writes nothing into it.
  if (!dossier.called_file.empty() && dossier.web.posts * 2 < dossier.web.joined) return false;
  const bool named_like_form = is_named_like_form(dossier);
  if (writes_to_ever_others(dossier) &&
      !(is_older_custom(dossier) && (named_like_form || dossier.web.honest_writers > 0)))
    return false;
  const bool used_by_others =
      !is_called_by_programs_only(dossier) &&
      (dossier.web.honest_visitors >= 1 || dossier.web.requests_before >= 5 ||
       dossier.web.addresses_before >= 2);
  const bool own_template = has_own_template(dossier);
  int points = 0;
  points += named_like_form ? 2 : 0;
  points += used_by_others ? 2 : 0;
  points += own_template ? 1 : -2;
  // The teller's name, which a robot makes up, stands in the subject of a letter to friends.
  points += named_like_form && is_older_custom(dossier) ? 1 : 0;
  points += dossier.is_new_file && !used_by_others ? -2 : 0;
  // Injected headers forge the sender of a contact page too.
  points += dossier.foreign_sender * 2 > dossier.bulk.messages && !named_like_form ? -1 : 0;
  points += dossier.false_claim.empty() ? 0 : -2;
  return points >= 3;
}

}  // namespace queuehound
