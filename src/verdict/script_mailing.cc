#include "verdict/script_mailing.h"

#include <algorithm>
#include <unordered_set>

#include "dossier/bought_list.h"
#include "dossier/driven_texts.h"
#include "dossier/drivers.h"
#include "dossier/gone_letters.h"
#include "dossier/largest_text.h"
#include "dossier/mail_runs.h"
#include "dossier/page_file.h"
#include "dossier/regular_writers.h"
#include "dossier/script_place.h"
#include "dossier/untitled_flood.h"
#include "pages/script_claims.h"
#include "pages/silent_pages.h"
#include "verdict/led_to_window.h"
#include "verdict/letters_in_vain.h"

namespace queuehound {
namespace {

// What ties one message to the program: its place, PHP's word for the file, the request before it.
struct Tie {
  bool is_here = false;       // the log's directory is the program's
  bool is_named = false;      // PHP names the program for it
  bool is_elsewhere = false;  // PHP names another
  bool is_driven = false;     // a driver's request started it
  bool is_contested = false;  // somebody else sent a form to another page just before, too
  bool is_own() const { return is_named || (is_driven && !is_contested); }
};

// Of a site that nobody here is known to own, and that is not the page's.
bool is_of_strange_site(const CaseFile& file, const Dossier& dossier, const RequestRow& row) {
  if (row.site == dossier.web.page.site) return false;
  const std::string_view host = dossier.web_evidence->text(row.host);
  return !host.empty() && file.server.owner_of_domain(host).empty();
}

// A visitor's POST to another page of the site within reach of the message: a shared second, in
// which the driver's request proves nothing. Where PHP names a file, only a page of that name
// competes.
bool has_competitor(const CaseFile& file, const Dossier& dossier, const Drivers& drivers,
                    const std::vector<PageId>& silent, const Message& message,
                    std::string_view named) {
  const WebEvidence* web = dossier.web_evidence;
  if (web == nullptr) return false;
  const auto joined = web->joined_of(dossier.web.suspect);
  auto at = std::ranges::lower_bound(joined, message.at - kRequestToMail, {}, &JoinedRequest::at);
  for (; at != joined.end() && (*at).at <= message.at + kMailToRequest; ++at) {
    const RequestRow& row = web->rows[(*at).row];
    if (!(*at).is_post || row.page() == dossier.web.page) continue;
    if (std::ranges::find(silent, row.page()) != silent.end()) continue;
    if (drivers.ids.contains(row.address) || is_of_strange_site(file, dossier, row)) continue;
    if (named.empty() || file_name_of(web->text(row.path)) == named) return true;
  }
  return false;
}

// Under a user that runs everybody's sites another's page of the same file name mails, too: two
// customers each have a newsletter.php. Then the name alone tells nothing.
bool has_namesake(const CaseFile& file, const Dossier& dossier) {
  const WebEvidence* const web = dossier.web_evidence;
  if (web == nullptr || !dossier.web.names_page() || dossier.script.empty() ||
      !file.server.is_web_server_user(dossier.system_user))
    return false;
  return std::ranges::any_of(web->rows_of(dossier.web.suspect), [&](const RequestRow& row) {
    return row.joined > 0 && row.site != dossier.web.page.site &&
           file_name_of(web->text(row.path)) == file_name_of(dossier.script);
  });
}

Tie tie_of(const CaseFile& file, const Dossier& dossier, const Drivers& drivers,
           const std::vector<PageId>& silent, bool is_name_told, std::size_t i) {
  const Message& message = file.ledger.messages[dossier.messages[i]];
  const std::string named = message_script(file, message);
  Tie tie;
  tie.is_here = !dossier.directory.empty() &&
                file.ledger.text(file.ledger.actors[message.actor].place) == dossier.directory;
  tie.is_named = !named.empty() &&
                 named == (dossier.called_file.empty() ? file_name_of(dossier.script)
                                                       : std::string_view(dossier.called_file));
  tie.is_elsewhere =
      !named.empty() && !dossier.script.empty() && !tie.is_named && !dossier.is_library;
  tie.is_named &= is_name_told;
  tie.is_driven = drivers.ids.contains(owner_of(dossier, i));
  tie.is_contested =
      !tie.is_named && has_competitor(file, dossier, drivers, silent, message, named);
  return tie;
}

// Where nothing tells the program: a text no larger than the account's busy days, beside a flood
// that is, whose letters name another of PHP's files than most do.
bool is_of_another_file(const CaseFile& file, const Dossier& dossier, std::string_view most_claim,
                        std::uint64_t largest, const Alike* text, const Message& message) {
  const std::uint64_t usual = dossier.past.busiest_day;
  if (text == nullptr || most_claim.empty() || text->recipients > usual || largest <= usual)
    return false;
  const std::string named = message_script(file, message);
  return !named.empty() && named != most_claim;
}

// Nobody reads what a driver's requests send: a service's calls to the site's own page write to
// people who exist.
bool are_driven_in_vain(const CaseFile& file, const Dossier& dossier,
                        const std::vector<Tie>& ties) {
  constexpr std::uint64_t kDead = 5, kOneOf = 10;
  ListFate fate;
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (ties[i].is_driven) fate.add(file.ledger, file.ledger.messages[dossier.messages[i]]);
  return fate.is_dead(kDead, kOneOf);
}

// One directory can hold the intruder's program and the site's own pages: where some messages are
// known to be the program's, only they and others of their text are its work.
class ScriptMailing {
 public:
  ScriptMailing(const CaseFile& file, const Likeness& likeness, const Dossier& dossier);
  bool is_of(std::size_t i) const;

 private:
  bool is_mailing_like(std::size_t i, const Message& message) const;
  bool is_told_apart(std::size_t i, const Message& message, bool is_own_text) const;
  bool is_small_text(std::size_t i) const;

  const CaseFile& file_;
  const Likeness& likeness_;
  const Dossier& dossier_;
  std::vector<Tie> ties_;  // parallel to the dossier's messages
  DrivenTexts texts_;
  std::unordered_set<std::uint32_t> own_senders_;
  std::size_t own_ = 0;  // messages known to be the program's, of a logged subject
  RegularWriters regular_;
  UntitledFlood untitled_;
  GoneLetters gone_;
  std::uint64_t largest_;
  std::string most_claim_;
  // Where the largest text is a shop's orders and no flood, each letter of a flood of random
  // subjects is small beside it.
  bool is_flood_a_text_;
  // A program may go to another folder before it mails, where the site's own pages mail from too.
  bool lies_here_;
  bool is_in_planted_place_;
  bool is_driven_in_vain_ = false;
  bool is_all_in_vain_;
  // The log names no file: what is gone was of the one that all in the queue is of.
  bool is_one_files_ = false;
};

ScriptMailing::ScriptMailing(const CaseFile& file, const Likeness& likeness, const Dossier& dossier)
    : file_(file),
      likeness_(likeness),
      dossier_(dossier),
      regular_(file, dossier),
      untitled_(file, dossier, likeness),
      gone_(file, dossier, likeness, GoneLetters::By::sender),
      largest_(recipients_of_largest_text(likeness)),
      most_claim_(dossier.script.empty() ? claimed_name(file, dossier) : std::string{}),
      is_flood_a_text_(largest_ > dossier.past.busiest_day),
      lies_here_(dossier.script.empty() || directory_of(dossier.script) == dossier.directory),
      is_in_planted_place_(is_planted(dossier.place)),
      is_all_in_vain_(are_letters_in_vain(file, dossier, largest_)) {
  const Drivers drivers = drivers_of(dossier);
  const bool is_name_told = !has_namesake(file, dossier);
  const WebEvidence* const web = dossier.web_evidence;
  const std::vector<PageId> silent =
      web == nullptr ? std::vector<PageId>{}
                     : find_silent_pages(file, *web, dossier.web.suspect, dossier);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Tie& tie = ties_.emplace_back(tie_of(file, dossier, drivers, silent, is_name_told, i));
    const Message& message = file.ledger.messages[dossier.messages[i]];
    texts_.add(message, tie.is_own(), tie.is_named);
    if (!tie.is_own()) continue;
    own_senders_.insert(message.sender);
    own_ += message.has_subject;
  }
  is_driven_in_vain_ = are_driven_in_vain(file, dossier, ties_);
  is_one_files_ = is_all_in_vain_ &&
                  std::ranges::none_of(ties_, [](const Tie& tie) { return tie.is_elsewhere; });
}

bool ScriptMailing::is_small_text(std::size_t i) const {
  return (is_flood_a_text_ || likeness_.is_bulk_text(i)) &&
         is_small_beside(largest_, dossier_, likeness_.text_of(i));
}

bool ScriptMailing::is_mailing_like(std::size_t i, const Message& message) const {
  return is_all_in_vain_ || likeness_.is_bulk_text(i) || likeness_.is_untitled_burst(message) ||
         gone_.is_of(i, message) ||
         (likeness_.is_personal(i, message) &&
          (likeness_.is_shape_bulk(file_.ledger.shape_of(message)) || untitled_.is_of(message))) ||
         (!message.has_subject && dossier_.all.people >= 2 * kAlike);
}

bool ScriptMailing::is_told_apart(std::size_t i, const Message& message, bool is_own_text) const {
  if (own_ >= kAlike)
    return message.has_subject && !is_own_text && !ties_[i].is_own() &&
           (message.in_spool || !is_one_files_) && !gone_.is_of(i, message);
  if (!own_senders_.empty() || ties_[i].is_own()) return false;
  return regular_.wrote(i) || is_small_text(i) ||
         is_of_another_file(file_, dossier_, most_claim_, largest_, likeness_.text_of(i), message);
}

bool ScriptMailing::is_of(std::size_t i) const {
  const Message& message = file_.ledger.messages[dossier_.messages[i]];
  const Tie& tie = ties_[i];
  const bool is_own_text = texts_.is_own(message);
  // A shared second: the page's letter bears the page's sender, the program's the program's.
  if (tie.is_contested && !tie.is_here && !is_own_text &&
      (tie.is_elsewhere || !own_senders_.contains(message.sender)))
    return false;
  if (is_in_planted_place_ && tie.is_here && lies_here_) return true;  // nothing honest mails there
  const bool is_anothers = !tie.is_named && texts_.is_anothers(message);
  if (is_in_planted_place_ && tie.is_own() && !is_anothers) return true;
  if (is_anothers || (tie.is_elsewhere && !is_own_text)) return false;
  return (is_mailing_like(i, message) && !is_told_apart(i, message, is_own_text)) ||
         (tie.is_driven && (is_driven_in_vain_ || dossier_.messages_per_request_x10 >= 15));
}

}  // namespace

void select_for_script(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const ScriptMailing mailing(file, likeness, dossier);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) dossier.selected[i] = mailing.is_of(i);
  select_what_led_to_window(file, dossier);
}

}  // namespace queuehound
