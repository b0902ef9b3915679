#include "verdict/web_join.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "mail/address.h"
#include "verdict/crowd.h"
#include "verdict/file_facts.h"
#include "verdict/home_pages.h"
#include "verdict/mail_runs.h"
#include "verdict/page_file.h"
#include "verdict/page_site.h"
#include "verdict/robots_ahead.h"
#include "verdict/script_claims.h"
#include "verdict/script_place.h"
#include "verdict/shell_callers.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kMoreThanAPerson = 3;
constexpr std::uint64_t kMailingOfOneRequest = 20;

using Seconds = std::vector<std::int64_t>;

struct Page {
  PageId id;
  std::uint64_t requests = 0, posts = 0, joined = 0, joined_posts = 0;
  Seconds times, machine_times;  // of joined requests, and of those of machines; sorted
  std::uint32_t url = 0;
  double explained = 0, precision = 0, fit = 0, lift = 0;
  bool is_by_post() const { return joined_posts * 2 >= joined; }
  double likeness() const { return explained * (0.3 + 0.7 * precision) * fit; }
  double score() const { return likeness() * (is_by_post() ? 1.5 : 1); }
};

bool reaches(const Seconds& times, Time at) {
  const std::int64_t second = at.time_since_epoch().count();
  const auto found = std::ranges::lower_bound(times, second - kRequestToMail.count());
  return found != times.end() && *found <= second + kMailToRequest.count();
}

// Messages that a request started: within reach of it, or in the unbroken run behind one that is.
// Only a run's first message counts for the run; else one visitor in the middle would explain all
// that follows.
std::uint64_t explained_by(const CaseFile& file, const Dossier& dossier, const Seconds& times) {
  std::uint64_t explained = 0;
  bool run_is_explained = false;
  Time previous{};
  for (const MessageIndex index : dossier.messages) {
    const Time at = file.ledger.messages[index].at;
    const bool is_own = reaches(times, at);
    if (begins_run(previous, at)) run_is_explained = is_own;
    explained += is_own || run_is_explained;
    previous = at;
  }
  return explained;
}

// How well the page's file fits the directory the mail came from: 2 same, 1 cannot tell, 0.3
// another.
double fits_directory(const CaseFile& file, const Dossier& dossier, std::string_view url,
                      std::string_view path) {
  if (!dossier.directory.starts_with('/')) {
    // PHP's own header gives the file's name at least.
    const std::string name = claimed_name(file, dossier);
    if (name.empty()) return 1;
    return file_name_of(path) == name ? 2 : 0.5;
  }
  const Site* site = file.server.site_of_domain(host_of(url));
  if (site == nullptr) site = file.server.site_of_path(dossier.directory);
  if (site == nullptr || site->document_root.empty())
    return dossier.directory.ends_with(directory_of(path)) ? 1.5 : 1;
  std::string full = site->document_root;
  if (full.ends_with('/')) full.pop_back();
  full += path;
  if (directory_of(full) == dossier.directory) return 2;
  const bool is_file = file_name_of(path).find('.') != std::string_view::npos;
  return is_file ? 0.3 : 1;  // a rewritten address may end in any directory's index.php
}

// A robot's: it never looked at a page, or came again and again.
bool is_like_a_machine(const WebEvidence& web, const RequestRow& row) {
  return row.joined >= kMoreThanAReader || web.pages_seen(row.suspect, row.address) == 0;
}

std::vector<Page> pages_of(const WebEvidence& web, std::uint32_t suspect) {
  std::map<PageId, Page> pages;
  for (const RequestRow& row : web.rows) {
    if (row.suspect != suspect) continue;
    Page& page = pages[row.page()];
    page.requests += row.requests;
    page.posts += row.posts;
    page.joined += row.joined;
    page.joined_posts += row.joined_posts;
    if (page.url == 0) page.url = row.url;
  }
  for (const JoinedRequest& request : web.joined)
    if (const RequestRow& row = web.rows[request.row]; row.suspect == suspect) {
      Page& page = pages[row.page()];
      const std::int64_t at = request.at.time_since_epoch().count();
      page.times.push_back(at);
      if (is_like_a_machine(web, row)) page.machine_times.push_back(at);
    }
  std::vector<Page> all;
  for (auto& [id, page] : pages) {
    if (page.joined == 0) continue;
    page.id = id;
    std::ranges::sort(page.times);
    std::ranges::sort(page.machine_times);
    all.push_back(std::move(page));
  }
  return all;
}

// Gives each message the request that started it. Requests and messages are both in order of time,
// so each message takes the oldest request not yet used up; one that finds none continues the run
// before it. Where a request starts many, the last one before a message did: else a visitor who
// writes to a friend a second before a robot would own the robot's twenty.
void own_messages(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                  const PageId& page, bool posts_only, Dossier& dossier) {
  struct Start {
    Time at;
    std::uint32_t address;
    std::uint64_t used;
  };
  std::vector<Start> starts;
  for (const JoinedRequest& request : web.joined) {
    const RequestRow& row = web.rows[request.row];
    if (row.suspect == suspect && row.page() == page && (request.is_post || !posts_only))
      starts.push_back({request.at, row.address, 0});
  }
  const double ratio = starts.empty() ? 0
                                      : static_cast<double>(dossier.messages.size()) /
                                            static_cast<double>(starts.size());
  const std::uint64_t capacity = ratio < 1.5 ? 1 : ratio < 2.5 ? 2 : UINT64_MAX;
  dossier.messages_per_request_x10 = static_cast<std::uint64_t>(ratio * 10);
  dossier.web.owner.assign(dossier.messages.size(), 0);
  std::size_t first = 0;
  Time previous{};
  std::uint32_t previous_owner = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Time at = file.ledger.messages[dossier.messages[i]].at;
    while (first < starts.size() && starts[first].at < at - kRequestToMail) ++first;
    std::uint32_t owner = 0;
    for (std::size_t k = first; k < starts.size() && starts[k].at <= at + kMailToRequest; ++k) {
      if (starts[k].used >= capacity) continue;
      ++starts[k].used;
      if (owner != 0 && starts[k].at > at) break;
      owner = starts[k].address;
      if (capacity != UINT64_MAX) break;
    }
    if (owner == 0 && previous_owner != 0 && at - previous <= kUnbrokenRun && capacity > 1)
      owner = previous_owner;
    dossier.web.owner[i] = owner;
    dossier.web.explained += owner != 0;
    previous = at;
    previous_owner = owner;
  }
}

// Letters that the page writes for one request of a visitor: one to him, one to the owner. The
// least of all visitors': an abuser's request may carry twenty recipients.
std::uint64_t letters_a_request(const WebEvidence& web, std::uint32_t suspect, const PageId& page,
                                bool by_post,
                                const std::unordered_map<std::uint32_t, std::uint64_t>& owned) {
  std::uint64_t least = UINT64_MAX;
  for (const RequestRow& row : web.rows) {
    const std::uint32_t events = by_post ? row.joined_posts : row.joined;
    const auto letters = owned.find(row.address);
    if (row.suspect != suspect || row.page() != page || events == 0 || letters == owned.end())
      continue;
    least = std::min(least, (letters->second + events - 1) / events);
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

bool is_mailbox_of_site(const CaseFile& file, const Dossier& dossier, std::uint32_t user) {
  const std::string_view domain = domain_of(file.ledger.text(user));
  if (domain.empty()) return false;
  if (!dossier.domain.empty() && is_same_or_subdomain(domain, dossier.domain)) return true;
  return file.server.owner_of_domain(domain) == dossier.system_user;
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
    return file.ledger.got_in_of(use).days >= kDays &&
           is_mailbox_of_site(file, dossier, use.key.user);
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
  for (const RequestRow& row : web.rows) {
    if (row.suspect != suspect || row.page() != page) continue;
    const bool has_looked = web.pages_seen(suspect, row.address) > 0;
    visitors += has_looked;
    if (row.joined_posts > 0) ++(has_looked ? reading : blind);
  }
  return visitors >= kVisitors && blind > reading;
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

// The program itself, where none belongs, is asked for, and each time mail follows: it may work on
// for minutes, so that most of its letters follow no request.
bool begins_its_mail(const WebEvidence& web, const Page& page) {
  constexpr std::uint64_t kTimes = 5;
  constexpr double kNearlyAlways = 0.8, kSameFile = 2, kLift = 4;
  return page.joined >= kTimes && page.precision >= kNearlyAlways && page.fit >= kSameFile &&
         page.lift >= kLift && is_planted(place_of(web.text(page.id.path)));
}

double coverage_of(const WebEvidence& web, std::uint32_t suspect) {
  return std::max(1e-6, web.mail_times(suspect).coverage());
}

void weigh_page(const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
                double coverage, Page& page) {
  page.explained = static_cast<double>(explained_by(file, dossier, page.times)) /
                   static_cast<double>(dossier.messages.size());
  page.precision = page.is_by_post()
                       ? static_cast<double>(page.joined_posts) /
                             static_cast<double>(std::max<std::uint64_t>(1, page.posts))
                       : static_cast<double>(page.joined) / static_cast<double>(page.requests);
  page.fit = fits_directory(file, dossier, web.text(page.url), web.text(page.id.path));
  page.lift = page.precision / coverage;
}

// What each page explains of the mail; those that explain nothing are left out, the likeliest is
// first.
std::vector<Page> likely_pages(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                               const Dossier& dossier) {
  std::vector<Page> pages = pages_of(web, suspect);
  const double coverage = coverage_of(web, suspect);
  const auto total = static_cast<double>(dossier.messages.size());
  constexpr double kExplained = 0.2;
  const auto is_chance = [&](Page& page) {
    weigh_page(file, web, dossier, coverage, page);
    if (begins_its_mail(web, page)) page.explained = std::max(page.explained, kExplained);
    if (page.explained < kExplained || (page.lift < 2 && coverage < 0.5)) return true;
    // Saturated: everything is followed by a message; only a page whose own directory mails, or
    // that is posted to about as often as it mails, can be told from chance.
    return coverage >= 0.5 && page.fit < 1.5 && static_cast<double>(page.posts) < 0.3 * total;
  };
  std::erase_if(pages, is_chance);
  std::ranges::stable_sort(pages, std::greater{}, &Page::score);
  return pages;
}

// Requests of robots that ask for both pages: those for `page` that brought no mail.
struct Misses {
  std::uint64_t requests = 0, missed = 0;
};
Misses misses_of_robots_at_both(const WebEvidence& web, std::uint32_t suspect, const PageId& page,
                                const PageId& other) {
  std::unordered_map<std::uint32_t, std::uint32_t> at_other;
  for (const RequestRow& row : web.rows)
    if (row.suspect == suspect && row.page() == other) at_other[row.address] = row.joined;
  Misses misses;
  for (const RequestRow& row : web.rows) {
    if (row.suspect != suspect || row.page() != page) continue;
    const auto both = at_other.find(row.address);
    if (both == at_other.end() || both->second == 0 || row.joined == 0) continue;
    misses.requests += row.posts > 0 ? row.posts : row.requests;
    misses.missed += row.posts > 0 ? row.posts - row.joined_posts : row.requests - row.joined;
  }
  return misses;
}

// Messages behind robots' requests for `page` and behind none for `other`, beyond what visitors of
// the page bring on other days.
std::uint64_t only_behind(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                          const Dossier& dossier, const Page& page, const Page& other) {
  constexpr std::uint64_t kDaysOfHistory = 7;
  const auto alone = std::ranges::count_if(dossier.messages, [&](MessageIndex index) {
    const Time at = file.ledger.messages[index].at;
    return reaches(page.machine_times, at) && !reaches(other.times, at);
  });
  const std::uint64_t usual =
      (web.history(suspect, page.id).requests + kDaysOfHistory - 1) / kDaysOfHistory;
  const auto found = static_cast<std::uint64_t>(alone);
  return found > 2 * usual ? found - 2 * usual : 0;
}

// Does anything but chance tell that `page` mailed and `rival` did not? A robot may ask for both in
// the same seconds, and what visitors bring to either page proves nothing of the robot's mail.
bool is_told_from(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                  const Dossier& dossier, const Page& page, const Page& rival) {
  constexpr std::uint64_t kProof = 3, kManyMisses = 5;
  const std::uint64_t own = only_behind(file, web, suspect, dossier, page, rival);
  const std::uint64_t theirs = only_behind(file, web, suspect, dossier, rival, page);
  if (own >= kProof && own >= 4 * theirs) return true;
  if (theirs >= kProof) return false;
  const Misses ours = misses_of_robots_at_both(web, suspect, page.id, rival.id);
  const Misses rivals = misses_of_robots_at_both(web, suspect, rival.id, page.id);
  return rivals.missed >= kManyMisses && rivals.missed * 4 >= rivals.requests &&
         ours.missed * 4 * rivals.requests <= rivals.missed * ours.requests;
}

// Can the robot's mail as well be the rival's? A page that is merely looked at mails less often
// than one that is posted to, unless it is a program.
bool is_rival(const Page& best, const Page& page, std::string_view path) {
  constexpr double kNearly = 0.75;
  if (page.likeness() < kNearly * best.likeness()) return false;
  return page.score() >= kNearly * best.score() ||
         (page.id.site != best.id.site && path.ends_with(".php"));
}

// `pages`: the likeliest first.
void doubt_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                const std::vector<Page>& pages, Dossier& dossier) {
  constexpr std::size_t kMostRivals = 8;
  WebJoin& join = dossier.web;
  const Page& best = pages.front();
  for (std::size_t i = 1; i < pages.size() && join.one_of.size() <= kMostRivals; ++i) {
    const Page& page = pages[i];
    if (!is_rival(best, page, web.text(page.id.path))) continue;
    if (is_told_from(file, web, suspect, dossier, best, page)) continue;
    if (join.one_of.empty()) join.one_of.push_back({best.id, join.url});
    join.one_of.push_back({page.id, std::string(web.text(page.url))});
  }
}

// A shell that goes to the site's first folder before it mails shares it with the site's own page,
// which everybody asks for.
void list_perhaps_planted(const WebEvidence& web, const std::vector<Page>& pages, WebJoin& join) {
  constexpr std::size_t kMost = 8;
  constexpr double kExplained = 0.3, kLift = 4;
  for (const Page& page : pages) {
    if (join.perhaps_planted.size() == kMost) return;
    if (page.explained >= kExplained && page.lift >= kLift && !join.may_be(page.id) &&
        is_planted(place_of(web.text(page.id.path))))
      join.perhaps_planted.push_back({page.id, std::string(web.text(page.url))});
  }
}

void join_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
               const Page& page, Dossier& dossier) {
  WebJoin& join = dossier.web;
  join = {};
  join.has_requests = true;
  join.suspect = suspect;
  join.page = page.id;
  join.path = std::string(web.text(page.id.path));
  join.url = std::string(web.text(page.url));
  join.requests = page.requests;
  join.posts = page.posts;
  join.joined = page.joined;
  join.lift = page.lift;
  const PageHistory history = web.history(suspect, page.id);
  join.requests_before = history.requests;
  join.addresses_before = history.addresses;
  own_messages(file, web, suspect, page.id, page.is_by_post(), dossier);
}

// More often than chance has it. In a rush of orders half of all seconds are some letter's: there
// it must be so nearly each of many times.
bool mails_when_posted_to(const Page& page) {
  constexpr double kLift = 4, kNearlyEach = 0.9, kLiftInARush = 1.5;
  constexpr std::uint64_t kMany = 20;
  return page.lift >= kLift ||
         (page.posts >= kMany && page.precision >= kNearlyEach && page.lift >= kLiftInARush);
}

}  // namespace

void join_requests(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier) {
  const std::vector<Page> pages = likely_pages(file, web, suspect, dossier);
  if (pages.empty() || pages.front().score() < 0.15) return;
  join_page(file, web, suspect, pages.front(), dossier);
  doubt_page(file, web, suspect, pages, dossier);
  list_perhaps_planted(web, pages, dossier.web);
}

std::vector<PageId> pages_of_machines(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier) {
  constexpr double kExplained = 0.8;
  constexpr std::size_t kDriven = 5, kMost = 4;
  const double coverage = coverage_of(web, suspect);
  std::vector<Page> pages = pages_of(web, suspect);
  Seconds times;
  std::erase_if(pages, [&](Page& page) {
    weigh_page(file, web, dossier, coverage, page);
    if (!page.is_by_post() || !mails_when_posted_to(page)) return true;
    times.insert(times.end(), page.times.begin(), page.times.end());
    return page.machine_times.size() < kDriven;
  });
  std::ranges::sort(times);
  const auto all = static_cast<double>(dossier.messages.size());
  if (static_cast<double>(explained_by(file, dossier, times)) < kExplained * all) return {};
  std::ranges::stable_sort(pages, std::greater{},
                           [](const Page& page) { return page.machine_times.size(); });
  std::vector<PageId> ids;
  for (std::size_t i = 0; i < std::min(pages.size(), kMost); ++i) ids.push_back(pages[i].id);
  return ids;
}

void join_one_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   const PageId& page, Dossier& dossier) {
  const double coverage = coverage_of(web, suspect);
  for (Page& one : pages_of(web, suspect)) {
    if (one.id != page) continue;
    weigh_page(file, web, dossier, coverage, one);
    join_page(file, web, suspect, one, dossier);
  }
}

bool WebJoin::may_be(const PageId& other) const {
  return page == other ||
         std::ranges::find(one_of, other, &WebJoin::Possible::page) != one_of.end();
}

std::string WebJoin::pages() const {
  std::string text = url;
  for (std::size_t i = 1; i < one_of.size(); ++i)
    text += (i + 1 == one_of.size() ? " or " : ", ") + one_of[i].url;
  return text;
}

namespace {

// PHP's own log has the page's file make the mail: a page asked for in the same seconds, where an
// intruder calls two of his programs, is the other one's. Of an older file that says nothing: his
// may include the site's form, which mails for it then, and he asks for that as often.
bool is_told_by_php(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const std::vector<std::string> scripts = php_scripts_of(file, dossier);
  if (scripts.size() != 1 || scripts.front() != file_of_page(file, dossier.web.url)) return false;
  const FileLook* const look = facts.existing(scripts.front());
  return look != nullptr && !is_older_than_its_mail(file, *look, dossier.past);
}

void settle_on_planted(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                       std::uint32_t suspect, Dossier& dossier) {
  if (is_told_by_php(file, facts, dossier)) return;
  const WebJoin::Possible* planted = nullptr;
  std::vector<WebJoin::Possible> all = dossier.web.one_of;
  all.insert(all.end(), dossier.web.perhaps_planted.begin(), dossier.web.perhaps_planted.end());
  for (const WebJoin::Possible& possible : all) {
    const std::string path = file_of_page(file, possible.url);
    if (!facts.existing(path) || place_of_file(file.server, path) == ScriptPlace::ordinary)
      continue;
    if (planted != nullptr) return;
    planted = &possible;
  }
  if (planted == nullptr) return;
  const PageId page = planted->page;  // of a join that this one takes away
  join_one_page(file, web, suspect, page, dossier);
}

}  // namespace

void settle_page(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                 std::uint32_t suspect, Dossier& dossier) {
  find_hosts_of_pages(file, facts, dossier);
  settle_on_planted(file, web, facts, suspect, dossier);
  find_hosts_of_pages(file, facts, dossier);  // of the page it settled on
  if (may_be_neighbours_page(file, facts, dossier)) {
    dossier.web = {};
    dossier.web.suspect = suspect;
  }
}

void choose_drivers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                    Dossier& dossier) {
  WebJoin& join = dossier.web;
  if (!join.has_requests) return;
  const PageId page = join.page;
  std::unordered_map<std::uint32_t, std::uint64_t> owned;
  for (const std::uint32_t owner : join.owner) ++owned[owner];
  const double coverage = coverage_of(web, suspect);
  const bool by_post = join.posts * 2 >= join.joined && join.posts > 0;
  const bool readers_are_few =
      are_readers_few(web, suspect, page) || (by_post && are_few_buried(file, web, dossier));
  // For all that is known. A planted file that the site's own pages call mails when anybody looks
  // at them.
  const bool is_page_of_site = !is_planted(dossier.place) || !is_planted(place_of(join.path));
  const bool is_door = by_post && is_intruders_door(web, suspect, dossier);
  const ShellCallers callers(file, web, dossier);
  // The site's own job asks for its wp-cron.php. Behind a proxy everybody has this server's
  // address.
  const bool sees_visitors = std::ranges::any_of(web.rows, [&](const RequestRow& row) {
    return row.suspect == suspect && !file.server.is_own_address(web.address(row.address));
  });
  const std::uint64_t letters = letters_a_request(web, suspect, page, by_post, owned);
  const RobotsAhead robots(web, suspect, page, by_post);
  join.drivers.clear();
  join.honest_visitors = join.honest_writers = join.from_owners_desk = 0;
  for (const RequestRow& row : web.rows) {
    if (row.suspect != suspect || row.page() != page) continue;
    WebDriver driver;
    driver.address = row.address;
    driver.events = by_post ? row.joined_posts : row.joined;
    driver.messages = owned[row.address];
    driver.requests = row.requests;
    driver.posts = row.posts;
    driver.pages_seen = web.pages_seen(suspect, row.address);
    driver.first = row.joined > 0 ? row.first_joined : row.first;
    driver.last = row.joined > 0 ? row.last_joined : row.last;
    const double tried = static_cast<double>(by_post ? row.posts : row.requests);
    driver.lift = tried == 0 ? 0 : static_cast<double>(driver.events) / tried / coverage;
    const bool could = driver.events > 0 && (driver.lift >= 1.5 || coverage >= 0.5 || by_post);
    const std::uint64_t many = driver.pages_seen > 0 ? kMoreThanAReader : kMoreThanAPerson;
    const bool begins_mail = by_post || callers.runs_begun_by(row.address) > 0;
    const bool unlike_a_person =
        driver.events >= many ||
        (begins_mail && driver.messages >= many * letters && !robots.are_ahead_of(driver)) ||
        (driver.pages_seen == 0 && by_post &&
         (driver.events >= 2 || readers_are_few || is_door ||
          starts_a_mailing(dossier, join, driver))) ||
        (!by_post && callers.is_caller_by_rule(row));
    driver.is_starter = driver.events == 1 && !readers_are_few && !is_door &&
                        starts_a_mailing(dossier, join, driver);
    const bool calls_it = by_post || callers.is_caller(row);
    const bool is_desk = is_page_of_site && is_owners_desk(file, web, dossier, row);
    if (is_desk) join.from_owners_desk += owned[row.address];
    const bool is_known_here =
        is_desk || (is_page_of_site &&
                    (is_at_work(web, dossier, row) || calls_as_a_job(web, join, row) ||
                     (sees_visitors && file.server.is_own_address(web.address(row.address)))));
    if (could && (is_page_of_site ? unlike_a_person : calls_it) && !is_known_here) {
      join.drivers.push_back(driver);
      if (join.line.empty()) {
        join.source = row.source;
        join.line = row.line;
      }
    } else {
      // Behind a proxy this server asked for others, of whom nothing more is known.
      join.honest_visitors +=
          row.joined > 0 || !file.server.is_own_address(web.address(row.address));
      join.honest_writers += driver.pages_seen > 0 && driver.events > 0;
    }
  }
  std::ranges::stable_sort(join.drivers, std::greater{}, &WebDriver::messages);
  if (!by_post || !is_page_of_site) return;
  leave_out_crowds(file, web, dossier);
  leave_out_partners(file, web, dossier);
}

}  // namespace queuehound
