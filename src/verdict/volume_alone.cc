#include "verdict/volume_alone.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/text.h"
#include "dossier/chance.h"
#include "dossier/clients.h"
#include "dossier/homes.h"
#include "dossier/list_copies.h"
#include "dossier/mailing_program.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "dossier/refusals.h"
#include "dossier/script_place.h"
#include "host/passwd.h"

namespace queuehound {
namespace {

// Signs of much mail, not of wrong: a customer's first newsletter, sent by a job of his own, shows
// every one of them.
constexpr std::string_view kMereVolume[] = {"over_usual", "flood",      "one_text",
                                            "strangers",  "queue_pile", "mails_by_itself"};
// What speaks for a mailing that its readers want.
constexpr std::string_view kWanted[] = {"list_headers", "few_failures"};
constexpr double kSlight = 0.25;  // log-odds that decide nothing
constexpr double kSurely = 1.6;   // the owner's place speaks for him alone then
constexpr double kOldList = 0.5;  // of bad_recipients: a tenth, in a list of years

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// A newsletter's program in a container that may send without a login: its first mailing, to a list
// of years. Who broke into a container has to say how to leave his list, too, to a list as good.
bool is_newsletter_of_container(const CaseFile& file, const Dossier& dossier) {
  const bool has_headers = dossier.queued >= 2 && dossier.list_headers * 5 >= dossier.queued * 4;
  return has_headers && !dossier.has_unnamed_login && dossier.foreign_sender == 0 &&
         is_inner_machine(file, 0, file.ledger.messages[dossier.messages.front()].address);
}

// Older than all of its mail; or nobody can say where its file lies: the web server's own user runs
// every site's, and no settings tell where they are.
bool may_be_customers_page(const Dossier& dossier, std::string_view path) {
  if (!dossier.script.empty()) return dossier.is_old_file && dossier.place == ScriptPlace::ordinary;
  return dossier.directory.empty() && !is_planted(dossier.place) && !is_planted(place_of(path));
}

// He looked at more pages than this one.
bool is_reader(std::uint64_t pages_seen, std::uint64_t looks_at_it) {
  constexpr std::uint64_t kOtherPages = 3;
  return pages_seen >= looks_at_it + kOtherPages;
}

// phpList is one page, by which its owner writes the letter, chooses whom it is for, and sends it.
// A robot may ask in vain as often; it could look at three other pages as well.
bool works_with_it(const WebDriver& driver) {
  constexpr std::uint64_t kInVain = 5;
  return driver.pages_seen > 0 &&
         driver.requests >= std::max(driver.posts, driver.events) + kInVain;
}

// One request that mails for minutes, where nothing else tells of the page.
bool is_begun_by_a_reader(const Dossier& dossier) {
  const WebJoin::Begun& begun = dossier.web.begun;
  return dossier.web.drivers.empty() && !begun.url.empty() && dossier.cron_job.empty() &&
         begun.requests <= 2 * begun.runs && is_reader(begun.pages_seen, begun.looks_at_it) &&
         may_be_customers_page(dossier, begun.path);
}

bool is_driven_by_a_reader(const Dossier& dossier) {
  constexpr std::uint64_t kLettersX10 = 15;
  const WebJoin& web = dossier.web;
  if (web.drivers.size() != 1 || !web.names_page() || !may_be_customers_page(dossier, web.path))
    return false;
  const WebDriver& driver = web.drivers.front();
  const std::uint64_t looks_at_it = driver.requests - std::min(driver.posts, driver.requests);
  return (is_reader(driver.pages_seen, looks_at_it) || works_with_it(driver)) &&
         dossier.messages_per_request_x10 >= kLettersX10;  // less are a form's letters
}

}  // namespace

// Of an owner's sixty invoices chance makes ten dead where a tenth of his customers' addresses is,
// and some servers call any of three hundred spam. What sends from an infected computer at his
// place has bought its list, and sends more.
bool is_received_as_of_years(const Volume& bulk) {
  constexpr double kOfYears = 0.1, kStrict = 0.02;
  return is_chance(bulk.unknown_recipients, bulk.attempted(), kOfYears) &&
         is_chance(bulk.spam_refusals, bulk.attempted(), kStrict);
}

bool is_of_system(const CaseFile& file, const Dossier& dossier) {
  const Account* const account = file.server.account(dossier.system_user);
  const bool is_person = account != nullptr && account->uid >= kFirstOfPeople;
  return !file.server.accounts.empty() && !dossier.system_user.empty() && !is_person &&
         !file.server.is_web_server_user(dossier.system_user) &&
         !dossier.directory.starts_with("/home/") &&
         file.server.site_of_path(dossier.directory) == nullptr &&
         file.server.account_of_path(dossier.directory) == nullptr;
}

bool are_reports_to_domains(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kMany = 20, kTold = 5;
  constexpr std::string_view kReport = "Report Domain:";
  const Volume& bulk = dossier.bulk;
  // A domain may name two addresses, each of which gets its own, and some name a collector's.
  const bool is_one_each =
      bulk.recipients == bulk.messages && bulk.recipient_domains * 2 >= bulk.distinct_recipients;
  if (bulk.recipients < kMany || !is_one_each || dossier.kind != IncidentKind::script ||
      !is_of_system(file, dossier) || dossier.with_subject < kTold)
    return false;
  // RFC 7489 and 8460 prescribe how the subject begins. Where the log has none, the queue tells it
  // of a few; where neither does, nothing is said. What waits without any is none.
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!dossier.selected[i] || (message.subject == 0 && !message.in_spool)) continue;
    const std::string_view subject = file.ledger.text(message.subject);
    if (!equal_ignoring_case(subject.substr(0, kReport.size()), kReport)) return false;
  }
  return true;
}

bool goes_to_followers(const Dossier& dossier) {
  constexpr std::uint64_t kFewest = 10, kMost = 500, kLettersEach = 4;
  const std::uint64_t people = dossier.bulk.distinct_recipients;
  if (people < kFewest || people > kMost || dossier.bulk.recipients < kLettersEach * people)
    return false;
  // The GET that shows the page and the POST may both be joined to one mailing.
  std::uint64_t requests = 0;
  for (const WebDriver& driver : dossier.web.drivers) {
    if (driver.pages_seen == 0) return false;
    requests += driver.events;
  }
  const bool is_whole_circle = requests > 0 && dossier.bulk.recipients * 4 >= requests * people;
  // On other days too it wrote to as many.
  return is_whole_circle && dossier.is_old_file && dossier.place == ScriptPlace::ordinary &&
         dossier.past.busiest_day >= people && dossier.web.names_page();
}

bool tells_threads(const Dossier& dossier) {
  constexpr std::size_t kWriters = 3;
  constexpr std::uint64_t kPosts = 2, kLettersEach = 2;
  const std::vector<WebDriver>& drivers = dossier.web.drivers;
  return dossier.web.names_page() && drivers.size() >= kWriters && dossier.is_old_file &&
         dossier.place == ScriptPlace::ordinary && dossier.past.median_day > 0 &&
         dossier.bulk.recipients >= kLettersEach * dossier.bulk.distinct_recipients &&
         std::ranges::all_of(drivers, [](const WebDriver& driver) {
           return driver.pages_seen > 0 && driver.events <= kPosts;
         });
}

bool is_settled(const CaseFile& file, const Dossier& dossier) {
  switch (dossier.kind) {
    case IncidentKind::script:
    case IncidentKind::form:
      return (dossier.is_old_file && dossier.place == ScriptPlace::ordinary) ||
             dossier.may_be_of_old_job || is_of_system(file, dossier) || goes_to_followers(dossier);
    case IncidentKind::list:
      return is_known_list(file, dossier.account) ||
             (!dossier.posts.empty() && dossier.flood_posts.empty());
    case IncidentKind::relay:
      return dossier.may_relay &&
             (dossier.past.median_day > 0 || is_newsletter_of_container(file, dossier));
    case IncidentKind::mailbox:
      if (dossier.sends_by_program && dossier.stranger_messages == dossier.bulk.messages)
        return true;
      return dossier.stranger_messages == 0 &&
             dossier.unknown_client_messages == dossier.messages.size() &&
             !is_read_by_webmail(file, dossier.account);
    default:
      return false;
  }
}

bool is_volume_alone(const std::vector<Evidence>& evidence, const Volume& bulk, bool is_settled) {
  const bool is_owners = std::ranges::any_of(evidence, [](const Evidence& sign) {
    return sign.signal == "owner_address" && sign.weight <= -kSurely;
  });
  const bool is_as_owners_fare = is_owners && is_received_as_of_years(bulk);
  bool is_wanted = false;
  double dead = 0;
  for (const Evidence& sign : evidence) {
    if (sign.signal == "bad_recipients")
      dead = sign.weight;
    else if (sign.weight >= kSlight && !is_one_of(sign.signal, kMereVolume) &&
             (sign.signal != "refused_as_spam" || !is_as_owners_fare))
      return false;
    is_wanted |= sign.weight <= -kSlight && is_one_of(sign.signal, kWanted);
  }
  if (is_as_owners_fare) return true;
  // Some dead addresses are too many for few_failures and too few for bad_recipients.
  return dead < kOldList && (is_owners || is_settled || (is_wanted && dead < kSlight));
}

// Ten letters, or as many as a school has classes, each to a class at least, and all of them to no
// more than a large school's parents.
bool are_letters_to_groups(const Volume& bulk) {
  constexpr std::uint64_t kLetters = 10, kClasses = 40, kInAClass = 20, kParents = 2'500;
  return bulk.messages <= kLetters ||
         (bulk.messages <= kClasses && bulk.recipients >= kInAClass * bulk.messages &&
          bulk.recipients <= kParents);
}

// A letter each to as many customers as a small firm has: reminders of old invoices, a merge.
bool are_letters_to_customers(const Volume& bulk) {
  constexpr std::uint64_t kCustomers = 200;
  return bulk.recipients == bulk.messages && bulk.recipients <= kCustomers;
}

// Letters to hundreds in Bcc, or one by one to two hundred at most, from where the mailbox's owner
// sits and, as far as a log can tell, reads: customers of years, of whom many have moved. What
// sends spam from an infected computer writes thousands, and one by one; it could send such
// letters, to a list of which under a fifth is dead and that no server calls spam.
bool is_letter_to_many_from_desk(const CaseFile& file, const std::vector<Evidence>& evidence,
                                 const Dossier& dossier) {
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox ||
      !(are_letters_to_groups(bulk) || are_letters_to_customers(bulk)) ||
      dossier.stranger_messages > 0 || dossier.unknown_client_messages > 0 ||
      bulk.unknown_recipients * 5 >= bulk.attempted() || !is_refused_by_few(bulk))
    return false;
  const bool is_read_there = std::ranges::all_of(dossier.clients, [](const Client& client) {
    return client.selected == 0 || client.near_reads > 0 || client.messages >= kMostOfAReader;
  });
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "bad_recipients"; });
  return (is_read_there || is_reading_untold(file)) && is_volume_alone(rest, bulk, false);
}

// He has sat there for two hours when he writes.
bool was_read_for_hours(const CaseFile& file, std::uint32_t user, const Client& client,
                        Time until) {
  constexpr seconds kHours{7200};
  const Readings readings = readings_of(file, user);
  const PlaceOfReading* const reading = reading_near(file, readings, client.address);
  return reading != nullptr && reading->is_for_hours() && reading->first + kHours <= until;
}

// Letters to more than a few people each, among those that a person writes beside them.
std::uint64_t circulars_of(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint32_t kFewPeople = 5;
  std::uint64_t circulars = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    circulars += dossier.selected[i] != 0 &&
                 file.ledger.messages[dossier.messages[i]].recipients > kFewPeople;
  return circulars;
}

// A teacher at school, who writes from home on other days: all that one letter shows is how many
// it is to. A thief who reads a while before he sends shows no more by his first letter, of which a
// note tells, and by his second he has sent two. Who has read for hours may write to two classes.
// Where no log tells who reads, it says nothing against her that none tells of her.
bool is_letter_to_a_class(const CaseFile& file, const std::vector<Evidence>& evidence,
                          const Dossier& dossier) {
  constexpr std::uint64_t kPeople = 120, kTwoClasses = 60, kCirculars = 3, kBeside = 8;
  constexpr std::uint32_t kReads = 3;
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || bulk.messages > kCirculars + kBeside ||
      bulk.recipients > kPeople || bulk.unknown_recipients * 10 >= bulk.attempted() ||
      !is_refused_by_few(bulk))
    return false;
  const std::uint64_t circulars = circulars_of(file, dossier);
  if (circulars > kCirculars || bulk.messages > circulars + kBeside) return false;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  const bool is_untold =
      is_reading_untold(file) && bulk.recipients <= (circulars <= 1 ? kPeople : kTwoClasses);
  const bool is_read_there = std::ranges::all_of(dossier.clients, [&](const Client& client) {
    return client.selected == 0 || is_untold || (circulars <= 1 && client.near_reads >= kReads) ||
           was_read_on_days_before(file, user, near(file, client.address), dossier.first_bulk) ||
           (bulk.recipients <= kTwoClasses &&
            was_read_for_hours(file, user, client, dossier.first_bulk));
  });
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "bad_recipients" || sign.signal == "stranger_address";
  });
  return is_read_there && is_volume_alone(rest, bulk, true);
}

bool are_letters_to_circle(const std::vector<Evidence>& evidence, const Dossier& dossier) {
  constexpr std::uint64_t kPeople = 120, kLettersEach = 3, kLetters = 20;
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || was_guessed(dossier) || dossier.foreign_sender > 0 ||
      dossier.shared_thief.customers > 0 || bulk.messages > kLetters ||
      bulk.distinct_recipients > kPeople ||
      bulk.recipients < kLettersEach * bulk.distinct_recipients ||
      bulk.unknown_recipients * 10 >= bulk.attempted() || !is_refused_by_few(bulk))
    return false;
  const bool is_read_there = std::ranges::all_of(dossier.clients, [](const Client& client) {
    return client.selected == 0 || client.via == Via::webmail || client.near_reads > 0;
  });
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "bad_recipients" || sign.signal == "stranger_address" ||
           sign.signal == "many_networks";
  });
  return is_read_there && is_volume_alone(rest, bulk, true);
}

// A newsletter's page asks the server again for every five letters, and an owner whose mail is
// elsewhere has no desk that these logs know. A thief of his password to the site does the same;
// his list is known by what becomes of it, and where nearly all took the letter, or a tenth is dead
// and nobody calls it spam, a note tells of him: to seal a customer's program of years and keep him
// out at home would be worse. Nor does he do more where nobody can look at the file.
bool is_mailed_by_a_reader(const std::vector<Evidence>& evidence, const Dossier& dossier) {
  if (dossier.kind != IncidentKind::script) return false;
  if (!is_driven_by_a_reader(dossier) && !is_begun_by_a_reader(dossier)) return false;
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "machine_driven"; });
  return is_volume_alone(rest, dossier.bulk, is_refused_by_few(dossier.bulk));
}

// What mails lies in a plugin: that the page which starts all jobs is young tells of an update, as
// that it is old would tell of none. Others may have knocked in vain at a planted file's address
// for days: only that this server itself asked for it tells of jobs.
bool is_mailed_by_own_jobs(const CaseFile& file, const std::vector<Evidence>& evidence,
                           const Dossier& dossier) {
  constexpr std::uint32_t kCallsBefore = 20;
  const WebJoin& join = dossier.web;
  if (dossier.kind != IncidentKind::script || dossier.web_evidence == nullptr ||
      !join.names_page() || !join.drivers.empty() || join.requests_before < kCallsBefore ||
      dossier.place != ScriptPlace::ordinary)
    return false;
  const WebEvidence& web = *dossier.web_evidence;
  const auto is_own = [&](const IpAddress& address) { return file.server.is_own_address(address); };
  const bool calls_itself =
      std::ranges::any_of(web.askers_before(join.suspect, join.page), is_own) &&
      std::ranges::all_of(web.rows_of(join.suspect), [&](const RequestRow& row) {
        return row.page() != join.page || row.joined == 0 || is_own(web.address(row.address));
      });
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "new_file"; });
  return calls_itself && is_volume_alone(rest, dossier.bulk, true);
}

}  // namespace queuehound
