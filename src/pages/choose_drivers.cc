#include "pages/choose_drivers.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "dossier/bought_list.h"
#include "dossier/readings.h"
#include "dossier/script_place.h"
#include "mail/address.h"
#include "pages/beside_robots.h"
#include "pages/blind_visitors.h"
#include "pages/crowd.h"
#include "pages/idle_posters.h"
#include "pages/likely_pages.h"
#include "pages/partners.h"
#include "pages/robots_ahead.h"
#include "pages/shell_callers.h"
#include "pages/users_telephones.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kMoreThanAPerson = 3;
constexpr std::uint64_t kMailingOfOneRequest = 20;

// Letters that the page writes for one request of a visitor: one to him, one to the owner. The
// least of all visitors': an abuser's request may carry twenty recipients.
std::uint64_t letters_a_request(const WebEvidence& web, std::uint32_t suspect, const PageId& page,
                                bool by_post,
                                const std::unordered_map<std::uint32_t, ListFate>& owned) {
  std::uint64_t least = UINT64_MAX;
  for (const RequestRow& row : web.rows_of(suspect)) {
    const std::uint32_t events = by_post ? row.joined_posts : row.joined;
    const auto letters = owned.find(row.address);
    if (row.page() != page || events == 0 || letters == owned.end()) continue;
    least = std::min(least, (letters->second.letters + events - 1) / events);
  }
  return least == UINT64_MAX ? 1 : std::max<std::uint64_t>(1, least);
}

// Who works with the page for a living (tickets, orders, letters to members): he looks at its
// pages, used it on other days, and it mailed on those days not much less than now.
bool is_at_work(const WebEvidence& web, const Dossier& dossier, const RequestRow& row) {
  constexpr std::size_t kDays = 5;
  constexpr double kBusierThanUsual = 10;
  return dossier.past.days >= kDays && web.pages_seen(row.suspect, row.address) > 0 &&
         dossier.past.median_day * kBusierThanUsual >=
             static_cast<double>(dossier.all.busiest_day) &&
         web.asked_before(row.suspect, row.page(), web.address(row.address));
}

// People who look at the site press the page's button, and are others than before: a form. What
// programs call has a developer or two who look, and the same ones day after day.
bool is_pressed_by_visitors(const WebEvidence& web, std::uint32_t suspect, const PageId& page) {
  constexpr std::ptrdiff_t kVisitors = 2;
  return std::ranges::count_if(web.rows_of(suspect), [&](const RequestRow& row) {
           return row.page() == page && row.joined_posts > 0 &&
                  web.pages_seen(suspect, row.address) > 0 &&
                  !web.asked_before(suspect, page, web.address(row.address));
         }) >= kVisitors;
}

// An application elsewhere that hands the page its letters (an API's client, a shop's till) looks
// at nothing, as on most days before, when it posted no less. A robot that has kept as long at a
// page that no visitor presses, to people who exist, is not told from it, nor are the days before.
bool posts_as_an_application(const WebEvidence& web, const RequestRow& row,
                             std::uint64_t posts_of_network) {
  constexpr int kDays = 5;
  constexpr std::uint64_t kTimesAsMany = 2;
  const CallerHistory past = web.posted_before(row.suspect, row.page(), web.address(row.address));
  const int days = std::popcount(past.days);
  return days >= kDays &&
         posts_of_network * static_cast<std::uint64_t>(days) <= kTimesAsMany * past.posts;
}

bool is_mailbox_of_site(const CaseFile& file, const Dossier& dossier, std::uint32_t user) {
  const std::string_view domain = domain_of(file.ledger.text(user));
  if (domain.empty()) return false;
  if (!dossier.domain.empty() && is_same_or_subdomain(domain, dossier.domain)) return true;
  return file.server.owner_of_domain(domain) == dossier.system_user;
}

// In logs that begin too late to know anybody for days: he has read the site's mail there for hours
// when he first asks for the page. Who has stolen that mailbox need not post into a form to send.
bool has_sat_there_for_hours(const CaseFile& file, std::uint32_t user, std::uint32_t address,
                             Time until, std::uint32_t days) {
  constexpr seconds kDay{86400}, kHours{7200};
  const auto& oldest = file.ledger.oldest_log;
  if (!oldest || file.ledger.to() - *oldest >= days * kDay) return false;
  const PlaceOfReading use = use_near(file, user, address);
  return use.is_for_hours() && use.first + kHours <= until;
}

// The site's owner at his own desk, where he has read the site's mail for days: his newsletter's
// page is no intruder's.
bool is_owners_desk(const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
                    const RequestRow& row) {
  constexpr std::uint32_t kDays = 3;
  if (web.pages_seen(row.suspect, row.address) == 0) return false;
  const IpAddress address = web.address(row.address);
  const std::uint32_t id = file.ledger.strings.find(bytes_of(address));
  const auto reads_here = [&](std::uint32_t login) {
    const LoginUse& use = file.ledger.logins[login];
    return is_mailbox_of_site(file, dossier, use.key.user) &&
           (file.ledger.got_in_of(use).days >= kDays ||
            has_sat_there_for_hours(file, use.key.user, id, row.first, kDays));
  };
  const auto writes_here = [&](std::uint32_t submission) {
    const SubmissionUse& sent = file.logins.submissions[submission];
    return sent.use.days >= kDays && is_mailbox_of_site(file, dossier, sent.user);
  };
  return std::ranges::any_of(rows_of(file.logins.logins_of_address, id), reads_here) ||
         std::ranges::any_of(rows_of(file.logins.submissions_of_address, id), writes_here);
}

// A job elsewhere (a service that calls cron.php every five minutes) asks for the site's own page
// no more often than on the days before, when hardly anybody else did. An intruder who asked for
// his page for days before it mailed is spared the block, and his page is judged by what it sends.
bool calls_as_a_job(const WebEvidence& web, const WebJoin& join, const RequestRow& row) {
  constexpr std::uint32_t kCalls = 20, kDays = 3, kOthers = 8;
  return row.posts == 0 && row.requests >= kCalls && join.addresses_before <= kOthers &&
         join.requests_before >= kDays * row.requests &&
         web.asked_before(row.suspect, row.page(), web.address(row.address));
}

// Most who post to the page never looked at one, though its visitors do. Fewer are people whose
// request for the page came from another address (a second protocol, a relay for privacy).
bool are_readers_few(const WebEvidence& web, std::uint32_t suspect, const PageId& page) {
  constexpr std::size_t kVisitors = 3;
  std::size_t visitors = 0, reading = 0, blind = 0;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != page) continue;
    const bool has_looked = web.pages_seen(suspect, row.address) > 0;
    visitors += has_looked;
    if (row.joined_posts > 0) ++(has_looked ? reading : blind);
  }
  return visitors >= kVisitors && blind > reading;
}

// A content network in front of the site keeps its pages: of its visitors only what they send is
// seen here. Where strangers have sent by the page on days before, and of those who do so unseen
// hardly one did twice, the second is a second click. Robots of two letters each are no fifth of
// their company.
bool are_second_clicks_few(const WebEvidence& web, std::uint32_t suspect, const WebJoin& join) {
  constexpr std::uint32_t kStrangers = 8;
  constexpr std::size_t kOnceForTwice = 4;
  if (join.addresses_before < kStrangers) return false;
  std::size_t once = 0, twice = 0;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != join.page || web.pages_seen(suspect, row.address) > 0) continue;
    once += row.joined_posts == 1;
    twice += row.joined_posts == 2;
  }
  return once >= kOnceForTwice * twice;
}

// A rule in .htaccess leads an address of the intruder's own to a file where none belongs: nobody
// posted to it before, as far back as posts to the site's other pages are known, and nearly each
// post mails. Of the site's own pages, which may call such a file too, an application's or a
// provider's was posted to before. Only posts: people follow a link in a spam letter.
bool is_intruders_door(const WebEvidence& web, std::uint32_t suspect, const Dossier& dossier) {
  const WebJoin& join = dossier.web;
  const bool mails = join.posts > 0 && join.joined * 10 >= join.posts * 9;
  if (!is_planted(dossier.place) || join.requests_before > 0 || !mails) return false;
  return web.knows_other_pages_before(suspect, join.page);
}

// One request, of who never looked at a page, starts a mailing of a page that nobody asked for
// before. Where each starts fifty letters, fifty a request look like that page's usual; no person's
// request does that. Where requests alone tell which page it is, a bystander's may be the one.
bool starts_a_mailing(const Dossier& dossier, const WebJoin& join, const WebDriver& driver) {
  return !dossier.script.empty() && join.requests_before == 0 && driver.events > 0 &&
         driver.messages >= kMailingOfOneRequest * driver.events;
}

// What is asked of each address that asked for the page.
class PageCallers {
 public:
  PageCallers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
              const Dossier& dossier);

  bool are_visitors_judged() const { return by_post_ && is_page_of_site_; }
  bool has_few_readers() const { return readers_are_few_; }
  bool is_door() const { return is_door_; }
  bool is_form() const { return is_pressed_by_visitors_; }
  bool is_daily_caller(const RequestRow& row) const;
  WebDriver describe(const RequestRow& row) const;
  bool is_desk(const RequestRow& row) const;
  bool is_driver(const RequestRow& row, const WebDriver& driver) const;

 private:
  bool is_unlike_a_person(const RequestRow& row, const WebDriver& driver) const;
  bool is_known_here(const RequestRow& row) const;
  bool writes_to_a_dead_list(const RequestRow& row) const;
  bool is_users_telephone(const RequestRow& row) const {
    return telephones_.contains(neighbourhood_of(web_.address(row.address)).base);
  }
  bool is_of_rotating_machine(const RequestRow& row) const;
  void find_rotating_machines();

  const CaseFile& file_;
  const WebEvidence& web_;
  const std::uint32_t suspect_;
  const Dossier& dossier_;
  const WebJoin& join_;
  std::unordered_map<std::uint32_t, ListFate> letters_of_;  // by address
  const double coverage_;
  const bool by_post_;
  const bool readers_are_few_;
  const bool second_clicks_are_few_;
  const bool is_pressed_by_visitors_;
  // For all that is known. A planted file that the site's own pages call mails when anybody looks
  // at them.
  const bool is_page_of_site_;
  const bool is_door_;
  // The site's own job asks for its wp-cron.php. Behind a proxy everybody has this server's
  // address.
  const bool sees_visitors_;
  const ShellCallers callers_;
  const RobotsAhead robots_;
  std::uint64_t letters_a_request_ = 1;
  std::map<IpAddress, std::uint64_t> posts_;  // by neighbourhood, as they are known before
  std::set<IpAddress> rotating_;              // networks
  std::set<IpAddress> telephones_;            // neighbourhoods
};

PageCallers::PageCallers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                         const Dossier& dossier)
    : file_(file),
      web_(web),
      suspect_(suspect),
      dossier_(dossier),
      join_(dossier.web),
      coverage_(coverage_of(web, suspect)),
      by_post_(join_.posts * 2 >= join_.joined && join_.posts > 0),
      readers_are_few_(are_readers_few(web, suspect, join_.page) ||
                       (by_post_ && are_few_buried(file, web, dossier))),
      second_clicks_are_few_(by_post_ && are_second_clicks_few(web, suspect, join_)),
      is_pressed_by_visitors_(is_pressed_by_visitors(web, suspect, join_.page)),
      is_page_of_site_(!is_planted(dossier.place) || !is_planted(place_of(join_.path))),
      is_door_(by_post_ && is_intruders_door(web, suspect, dossier)),
      sees_visitors_(std::ranges::any_of(web.rows_of(suspect),
                                         [&](const RequestRow& row) {
                                           return !file.server.is_own_address(
                                               web.address(row.address));
                                         })),
      callers_(file, web, dossier),
      robots_(web, suspect, join_.page, by_post_) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    letters_of_[join_.owner[i]].add(file.ledger, file.ledger.messages[dossier.messages[i]]);
  letters_a_request_ = letters_a_request(web, suspect, join_.page, by_post_, letters_of_);
  telephones_ = telephones_of_users(file, web, dossier, letters_of_);
  if (!by_post_) return;
  find_rotating_machines();
  for (const RequestRow& row : web.rows_of(suspect))
    if (row.page() == join_.page && row.posts > 0)
      posts_[neighbourhood_of(web.address(row.address)).base] += row.posts;
}

// One machine may post under another address of its /64 each time. So does a school's class, whose
// pages a content network may keep: they look at one, or type their own addresses. A class is no
// forty people, and where a few of it type what comes to their minds, that is no fifteen dead.
void PageCallers::find_rotating_machines() {
  constexpr std::size_t kAddresses = 40;
  constexpr std::uint64_t kDead = 15, kOneOf = 5;
  struct Network {
    std::size_t posting = 0;
    bool has_looked = false;
    ListFate fate;
  };
  std::map<IpAddress, Network> networks;
  for (const RequestRow& row : web_.rows_of(suspect_)) {
    const IpAddress address = web_.address(row.address);
    if (row.page() != join_.page || address.is_v4()) continue;
    Network& network = networks[neighbourhood_of(address).base];
    network.has_looked |= web_.pages_seen(suspect_, row.address) > 0;
    network.posting += row.joined_posts > 0;
    if (const auto letters = letters_of_.find(row.address); letters != letters_of_.end())
      network.fate.add(letters->second);
  }
  for (const auto& [base, network] : networks)
    if (network.posting >= kAddresses && !network.has_looked && network.fate.is_dead(kDead, kOneOf))
      rotating_.insert(base);
}

bool PageCallers::is_of_rotating_machine(const RequestRow& row) const {
  return !rotating_.empty() && rotating_.contains(neighbourhood_of(web_.address(row.address)).base);
}

WebDriver PageCallers::describe(const RequestRow& row) const {
  const auto letters = letters_of_.find(row.address);
  WebDriver driver;
  driver.address = row.address;
  driver.events = by_post_ ? row.joined_posts : row.joined;
  driver.messages = letters == letters_of_.end() ? 0 : letters->second.letters;
  driver.requests = row.requests;
  driver.posts = row.posts;
  driver.pages_seen = web_.pages_seen(suspect_, row.address);
  driver.first = row.joined > 0 ? row.first_joined : row.first;
  driver.last = row.joined > 0 ? row.last_joined : row.last;
  const double tried = static_cast<double>(by_post_ ? row.posts : row.requests);
  driver.lift = tried == 0 ? 0 : static_cast<double>(driver.events) / tried / coverage_;
  driver.is_starter = driver.events == 1 && !readers_are_few_ && !is_door_ &&
                      starts_a_mailing(dossier_, join_, driver);
  return driver;
}

bool PageCallers::is_unlike_a_person(const RequestRow& row, const WebDriver& driver) const {
  const std::uint64_t many = driver.pages_seen > 0 ? kMoreThanAReader : kMoreThanAPerson;
  if (driver.events >= many) return true;
  const bool begins_mail = by_post_ || callers_.runs_begun_by(row.address) > 0;
  if (begins_mail && driver.messages >= many * letters_a_request_ && !robots_.are_ahead_of(driver))
    return true;
  if (!by_post_) return callers_.is_caller_by_rule(row);
  if (is_of_rotating_machine(row)) return true;
  const bool is_too_often = driver.events >= 2 && !second_clicks_are_few_;
  return driver.pages_seen == 0 && (is_too_often || readers_are_few_ || is_door_ ||
                                    starts_a_mailing(dossier_, join_, driver));
}

bool PageCallers::is_desk(const RequestRow& row) const {
  return is_page_of_site_ && is_owners_desk(file_, web_, dossier_, row);
}

// A robot that began the evening before asked before, too, and one that goes on for days makes its
// number the usual one. The longer somebody works with the page, the older the list may be that he
// is given once: a club's former members.
bool PageCallers::writes_to_a_dead_list(const RequestRow& row) const {
  constexpr std::uint64_t kDead = 5, kOneOfNewcomer = 10, kOneOf = 5, kOneOfOldHand = 3;
  constexpr int kDaysOfWork = 2, kOldHand = 5;
  const auto letters = letters_of_.find(row.address);
  if (letters == letters_of_.end()) return false;
  const int days =
      std::popcount(web_.posted_before(suspect_, row.page(), web_.address(row.address)).days);
  const bool is_newcomer = by_post_ && days < kDaysOfWork;
  return letters->second.is_dead(kDead, is_newcomer        ? kOneOfNewcomer
                                        : days >= kOldHand ? kOneOfOldHand
                                                           : kOneOf);
}

bool PageCallers::is_daily_caller(const RequestRow& row) const {
  constexpr std::uint64_t kDead = 2, kOneOf = 10;
  const auto posts = posts_.find(neighbourhood_of(web_.address(row.address)).base);
  if (!is_page_of_site_ || posts == posts_.end() ||
      !posts_as_an_application(web_, row, posts->second))
    return false;
  const auto letters = letters_of_.find(row.address);
  return letters == letters_of_.end() || !letters->second.is_dead(kDead, kOneOf);
}

bool PageCallers::is_known_here(const RequestRow& row) const {
  if (!is_page_of_site_) return false;
  const bool works_here = is_at_work(web_, dossier_, row) && !writes_to_a_dead_list(row);
  return is_desk(row) || works_here || is_users_telephone(row) ||
         (!is_pressed_by_visitors_ && is_daily_caller(row)) || calls_as_a_job(web_, join_, row) ||
         (sees_visitors_ && file_.server.is_own_address(web_.address(row.address)));
}

bool PageCallers::is_driver(const RequestRow& row, const WebDriver& driver) const {
  constexpr double kLift = 1.5, kSaturated = 0.5;
  if (driver.events == 0) return false;
  if (driver.lift < kLift && coverage_ < kSaturated && !by_post_) return false;
  const bool drives =
      is_page_of_site_ ? is_unlike_a_person(row, driver) : by_post_ || callers_.is_caller(row);
  return drives && !is_known_here(row);
}

// Who asked for the page and does not drive it.
void count_visitor(const CaseFile& file, const WebEvidence& web, const RequestRow& row,
                   const WebDriver& driver, WebJoin& join) {
  // Behind a proxy this server asked for others, of whom nothing more is known.
  join.honest_visitors += row.joined > 0 || !file.server.is_own_address(web.address(row.address));
  join.honest_writers += driver.pages_seen > 0 && driver.events > 0;
}

}  // namespace

void choose_drivers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                    Dossier& dossier) {
  WebJoin& join = dossier.web;
  if (!join.has_requests) return;
  const PageCallers callers(file, web, suspect, dossier);
  join.drivers.clear();
  join.honest_visitors = join.honest_writers = join.from_owners_desk = 0;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != join.page) continue;
    const WebDriver driver = callers.describe(row);
    if (callers.is_desk(row)) join.from_owners_desk += driver.messages;
    if (!callers.is_driver(row, driver)) {
      count_visitor(file, web, row, driver, join);
      continue;
    }
    join.drivers.push_back(driver);
    if (!join.line.empty()) continue;
    join.source = row.source;
    join.line = row.line;
  }
  std::ranges::stable_sort(join.drivers, std::greater{}, &WebDriver::messages);
  if (!callers.are_visitors_judged()) return;
  leave_out_idle_posters(web, dossier);
  leave_out_crowds(file, web, dossier);
  leave_out_partners(file, web, dossier);
  leave_out_partners_beside_robots(file, web, dossier);
  if (!callers.is_form()) leave_out_programs_beside_robots(file, dossier);
  if (!callers.is_door()) leave_out_blind_visitors(file, web, callers.has_few_readers(), dossier);
}

}  // namespace queuehound
