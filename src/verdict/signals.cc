#include "verdict/signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "verdict/clients.h"
#include "verdict/first_mailing.h"
#include "verdict/incident.h"
#include "verdict/never_block.h"
#include "verdict/poisoned_list.h"
#include "verdict/refusals.h"
#include "verdict/script_place.h"
#include "verdict/signal_parts.h"
#include "verdict/signs_of_innocence.h"
#include "verdict/unnamed_login.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kEnoughToJudge = 20;  // recipients: below this no rate means anything
constexpr std::uint64_t kEachDay = 8;         // of an episode of several days

// Days before the window that belong to the same episode: slow abuse is known by its sum.
std::uint64_t days_of_episode(const CaseFile& file, const Past& past) {
  if (past.is_always || past.episode_start == Time{}) return 0;
  const auto before = (file.ledger.from() - past.episode_start).count() / 86400;
  return before > 0 ? static_cast<std::uint64_t>(before) : 0;
}

SignalReading over_usual(const CaseFile& file, const Dossier& d) {
  const std::uint64_t in_all = d.bulk.busiest_day * (1 + days_of_episode(file, d.past));
  if (d.past.days == 0 || in_all < kEnoughToJudge || d.bulk.busiest_day < kEachDay) return {};
  const double usual = std::max({static_cast<double>(d.past.busiest_day), d.past.median_day, 4.0});
  const double ratio = static_cast<double>(d.bulk.busiest_day) / usual;
  // Three times the busiest day is where operators start to look, ten times is no coincidence. A
  // single day of history is a weak measure.
  const double strength =
      ramp(std::log2(ratio), std::log2(1.8), std::log2(8.0)) * (d.past.days >= 3 ? 1 : 0.7);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} recipients in 24 h ({})", d.bulk.busiest_day, usual_words(d.past)),
          {},
          {}};
}

SignalReading flood(const CaseFile&, const Dossier& d) {
  // Where the past is unknown the fixed limits others use must serve: 100 to 200 an hour.
  const double unknown_past =
      d.past.days == 0 ? ramp(static_cast<double>(d.bulk.busiest_hour), 60, 200) : 0;
  const double strength = ramp(static_cast<double>(d.bulk.busiest_hour), 15, 60) + unknown_past;
  if (strength == 0 || d.past.is_always) return {};
  return {
      strength,
      fmt::format("{} recipients within one hour ({})", d.bulk.busiest_hour, usual_words(d.past)),
      {},
      {}};
}

SignalReading many_networks(const CaseFile&, const Dossier& d) {
  if (d.stranger_messages < 5 || are_owners_wanderings(d)) return {};
  const double strength = std::max(ramp(static_cast<double>(d.stranger_lines), 1, 4),
                                   0.9 * ramp(static_cast<double>(d.stranger_origins), 2, 8));
  if (strength == 0) return {};
  const double of_botnets = 1.5 * ramp(static_cast<double>(d.stranger_providers),
                                       kMoreProvidersThanAPerson, kProvidersOfBotnets);
  return {
      strength + of_botnets,
      fmt::format("the login was used from {} addresses in {} networks that are not the owner's",
                  d.stranger_clients, d.stranger_networks),
      {},
      {}};
}

// A message's own line of the log is the proof.
SignalReading shown_by(const CaseFile& file, MessageIndex index, double strength,
                       std::string text) {
  SignalReading reading{strength, std::move(text), {}, {}};
  if (index == kNothing) return reading;
  const Message& message = file.ledger.messages[index];
  reading.source = file.ledger.line_of(message);
  reading.message = file.ledger.logged_id(message).text();
  return reading;
}

// Three letters with sixty colleagues each in Bcc are as much as a hundred and eighty; who only
// sends them has not come to read, as the owner in a hotel has.
bool are_enough_of_strangers(const Dossier& d) {
  constexpr std::uint64_t kLetters = 5, kFewLetters = 3, kManyPeople = 40;
  if (d.stranger_messages >= kLetters) return true;
  std::uint64_t reads = 0;
  for (const Client& client : d.clients)
    if (client.selected > 0 && !client.is_usual) reads += client.near_reads;
  return d.stranger_messages >= kFewLetters && d.stranger_recipients >= kManyPeople &&
         reads < d.stranger_messages;
}

SignalReading stranger_address(const CaseFile& file, const Dossier& d) {
  if (!are_enough_of_strangers(d) || are_owners_wanderings(d) || d.sends_by_program) return {};
  const double part =
      share(d.stranger_messages, d.bulk.messages + (d.stranger_messages > d.bulk.messages
                                                        ? d.stranger_messages - d.bulk.messages
                                                        : 0));
  if (part < 0.5) return {};
  if (d.has_history_of_clients && !d.has_only_senders)
    return shown_by(
        file, d.first_from_stranger, part,
        fmt::format("{} messages came from {} address{} this mailbox never used before",
                    d.stranger_messages, d.stranger_clients, d.stranger_clients == 1 ? "" : "es"));
  if (d.owner_reads_elsewhere)
    return shown_by(
        file, d.first_from_stranger, part * 0.8,
        fmt::format("{} messages came from {} address{} where this mailbox's mail is hardly ever "
                    "read; its reader is elsewhere",
                    d.stranger_messages, d.stranger_clients, d.stranger_clients == 1 ? "" : "es"));
  return {};
}

SignalReading many_mailboxes(const CaseFile& file, const Dossier& d) {
  if (d.shared_thief.customers == 0 || d.stranger_messages == 0) return {};
  return shown_by(file, d.first_from_stranger,
                  0.7 + 0.3 * ramp(static_cast<double>(d.shared_thief.customers), 5, 15),
                  fmt::format("{} messages came from where the mailboxes of {} customers suddenly "
                              "send, whose owners are elsewhere",
                              d.stranger_messages, d.shared_thief.customers));
}

SignalReading one_driver(const CaseFile& file, const Dossier& d) {
  if (d.one_driver.customers == 0) return {};
  return shown_by(
      file, d.first_from_stranger, 1,
      fmt::format("the mailboxes of {} customers, each read elsewhere, mail from there, "
                  "and {} of all their {} recipients do not exist or refuse it as spam",
                  d.one_driver.customers, d.one_driver.turned_away, d.one_driver.recipients));
}

// Of addresses that never got in: who guesses by SMTP leaves no line when he does. Anybody can have
// a mailbox knocked at, so that it weighs only where no owner would be: neither his program, nor to
// people he knows, nor where no log tells where else he is.
SignalReading knocked(const Dossier& d) {
  const bool are_his_people = d.written_before * 20 >= d.bulk.distinct_recipients * 19;
  if (d.sends_by_program || are_his_people || !d.has_history_of_clients) return {};
  const double strength = kKnocks * ramp(static_cast<double>(d.knocks), 10, 30);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} failed logins for this mailbox before, by others than who sends now and "
                      "never reads its mail",
                      d.knocks),
          {},
          {}};
}

SignalReading guessed_by_drivers(const Dossier& d) {
  if (d.is_guessed_as_ever) return {};
  const double strength =
      ramp(static_cast<double>(d.failures_before), 3, 15) * (d.failures_from_drivers > 0 ? 1 : 0.7);
  if (strength == 0) return {};
  return {
      strength,
      fmt::format(
          "{} failed logins for this mailbox before, {} of them from the addresses that now send",
          d.failures_before, d.failures_from_drivers),
      {},
      {}};
}

SignalReading guessed(const CaseFile&, const Dossier& d) {
  if (d.stranger_messages < 5) return {};
  SignalReading by_drivers = guessed_by_drivers(d), by_others = knocked(d);
  return by_drivers.strength >= by_others.strength ? by_drivers : by_others;
}

// Who answers all comers answers spam, whose senders are forged: they do not exist, or their
// servers refuse a stranger's text come back in the answer. To hide behind it, an intruder would
// have to send this server a letter in the name of each he writes to, just before.
bool fails_by_answering(const Dossier& d) {
  return d.kind == IncidentKind::script && is_answering(d) && !is_planted(d.place) &&
         d.web.drivers.empty();
}

SignalReading bad_recipients(const CaseFile& file, const Dossier& d) {
  const double part = share(d.bulk.unknown_recipients, d.bulk.attempted());
  if (d.bulk.unknown_recipients < 5 || part < 0.08 || fails_by_answering(d) ||
      are_reports_to_domains(file, d))
    return {};
  return {
      ramp(part, 0.05, 0.3),
      fmt::format("{} of {} recipients tried do not exist ({:.0f} %): a bought or invented list",
                  d.bulk.unknown_recipients, d.bulk.attempted(), part * 100),
      {},
      {}};
}

SignalReading refused_as_spam(const CaseFile& file, const Dossier& d) {
  constexpr double kOneProvider = 0.1;
  if (d.bulk.spam_refusals < 3 || fails_by_answering(d)) return {};
  const double strength = std::max(ramp(static_cast<double>(d.bulk.spam_refusals), 2, 20),
                                   ramp(share(d.bulk.spam_refusals, d.bulk.recipients), 0.02, 0.2));
  const bool is_one = is_refused_by_one(file, d);
  return {is_one ? strength * kOneProvider : strength,
          fmt::format("{} recipients{} as spam{}", d.bulk.spam_refusals,
                      is_one ? " at one provider were refused" : "' servers refused it",
                      is_one ? "; the others took it" : ""),
          {},
          {}};
}

SignalReading one_text(const CaseFile& file, const Dossier& d) {
  if (d.top_text < 5 && d.top_text_recipients < kEnoughToJudge) return {};
  const double part = share(d.top_text, d.with_subject);
  const double strength =
      ramp(static_cast<double>(d.top_text_recipients), 8, 40) * (part >= 0.25 ? 1 : 0.6);
  if (strength == 0) return {};
  return {strength,
          fmt::format("one text, {} time{} to {} recipients: {}", d.top_text,
                      d.top_text == 1 ? "" : "s", d.top_text_recipients,
                      file.ledger.text(d.top_subject)),
          {},
          {}};
}

SignalReading strangers_written_to(const CaseFile&, const Dossier& d) {
  if (d.bulk.recipient_domains < 10) return {};
  const double strength = ramp(static_cast<double>(d.bulk.recipient_domains), 8, 50);
  return {strength,
          fmt::format("written to {} people at {} domains", d.bulk.distinct_recipients,
                      d.bulk.recipient_domains),
          {},
          {}};
}

SignalReading foreign_sender(const CaseFile&, const Dossier& d) {
  const double part = share(d.foreign_sender, d.bulk.messages);
  if (d.foreign_sender < 5 || part < 0.2 || d.is_usual_sender) return {};
  // A customer's own mail server may relay in order to send under its own name.
  if (d.kind == IncidentKind::relay && d.may_relay && d.sender_domains <= 2) return {};
  return {part,
          fmt::format("{} messages claim a sender that is not this account's, such as {}",
                      d.foreign_sender, d.sample_foreign_sender),
          {},
          {}};
}

SignalReading queue_pile(const CaseFile&, const Dossier& d) {
  const double strength = ramp(static_cast<double>(d.queued), 20, 100);
  if (strength == 0) return {};
  return {strength, fmt::format("{} of its messages are waiting in the queue", d.queued), {}, {}};
}

SignalReading planted(const CaseFile&, const Dossier& d) {
  switch (d.place) {
    case ScriptPlace::upload_folder:
      return {1, "the program lies in a folder for uploaded or static files, where none belongs",
              d.script_source, d.script_line};
    case ScriptPlace::temporary:
      return {1, "the program runs from a folder for temporary files", d.script_source,
              d.script_line};
    case ScriptPlace::hidden:
      return {1, "the program lies in a hidden folder", d.script_source, d.script_line};
    default:
      return {};
  }
}

// PHP goes to the folder of the page that was asked for, whatever that includes, and mails from it.
SignalReading part_of_theme(const CaseFile& file, const Dossier& d) {
  if (!is_part_of_theme(d.script) || d.bulk.recipients < kEnoughToJudge) return {};
  if (d.web.from_owners_desk * 2 > d.bulk.messages) return {};  // his own, called by himself
  const std::string_view folder = std::string_view(d.script).substr(0, d.script.rfind('/'));
  const bool ran_there = std::ranges::all_of(d.actors, [&](ActorId actor) {
    return file.ledger.text(file.ledger.actors[actor].place) == folder;
  });
  if (!ran_there) return {};
  return {1, "a part of a theme, which WordPress includes in pages, ran as a program of its own",
          d.script_source, d.script_line};
}

SignalReading new_file(const CaseFile&, const Dossier& d) {
  if (!d.is_new_file || d.bulk.recipients < kEnoughToJudge) return {};
  return {1, "the file is younger than a week", {}, {}};
}

// All that the log has of a page's visitors are addresses that many of them share, and pages were
// looked at about as often as they wrote (each may be seen through another address): who came again
// may be somebody else.
bool are_drivers_everybody(const CaseFile& file, const Dossier& d) {
  if (d.kind != IncidentKind::form || d.web_evidence == nullptr) return false;
  std::uint64_t events = 0, pages = 0;
  for (const WebDriver& driver : d.web.drivers) {
    if (!is_shared_by_visitors(file.server, d.web_evidence->address(driver.address))) return false;
    events += driver.events;
    pages += driver.pages_seen;
  }
  return pages * 4 >= events * 3;
}

SignalReading machine_driven(const CaseFile& file, const Dossier& d) {
  if (!d.web.has_requests || d.web.drivers.empty() || goes_to_followers(d)) return {};
  if (are_drivers_everybody(file, d)) return {};
  std::uint64_t messages = 0, events = 0, without_pages = 0, clients = 0;
  for (const WebDriver& driver : d.web.drivers) {
    // Sites ask themselves for their scheduled jobs.
    if (d.web_evidence != nullptr &&
        file.server.is_own_address(d.web_evidence->address(driver.address)))
      continue;
    ++clients;
    messages += driver.messages;
    events += driver.events;
    if (driver.pages_seen == 0) without_pages += driver.messages;
  }
  if (messages < 5) return {};
  // Somebody who presses "send" once on his newsletter is no machine: requests count, not what they
  // start.
  const double strength =
      0.5 * ramp(static_cast<double>(events), 3, 15) +
      0.5 * share(without_pages, messages) * ramp(static_cast<double>(events), 2, 8);
  if (strength == 0) return {};
  return {strength,
          fmt::format("{} messages follow requests of {} address{} for {}; {} of them from "
                      "addresses that never looked at a page",
                      messages, clients, clients == 1 ? "" : "es", d.web.pages(), without_pages),
          d.web.source, d.web.line};
}

SignalReading mails_by_itself(const CaseFile&, const Dossier& d) {
  if (d.web.has_requests || d.bulk.recipients < kEnoughToJudge) return {};
  const bool by_job = !d.cron_job.empty();
  if (!d.piped_to.command.empty())
    return {
        0.6,
        fmt::format("started by {} letter{} to {}, piped to it: |{}", d.piped_to.letters,
                    d.piped_to.letters == 1 ? "" : "s", d.piped_to.recipient, d.piped_to.command),
        d.piped_to.source,
        {},
        std::string(d.piped_to.first.text().view())};
  if (d.place == ScriptPlace::ordinary && !by_job) return {};
  if (!by_job && (!d.are_requests_known || d.web.begun.may_be_by_requests)) return {};
  return {by_job ? 1.0 : 0.6,
          by_job ? fmt::format("started by the crontab: {}", d.cron_job)
                 : std::string("no web request for it precedes its messages: a process of its own"),
          {},
          {}};
}

SignalReading forges_log(const CaseFile&, const Dossier& d) {
  if (d.forging_path.empty()) return {};
  return {1,
          fmt::format("its account ran Exim in a folder whose name holds a newline, so that false "
                      "lines stand in the log: {}",
                      d.forging_path),
          {},
          {}};
}

SignalReading false_claim(const CaseFile&, const Dossier& d) {
  if (d.false_claim.empty()) return {};
  return {1,
          fmt::format("its messages claim to come from {}; the evidence says {}", d.false_claim,
                      d.script.empty() ? d.directory : d.script),
          {},
          {}};
}

SignalReading many_senders(const CaseFile&, const Dossier& d) {
  const double strength = ramp(static_cast<double>(d.sender_domains), 2, 8);
  if (strength == 0) return {};
  return {strength, fmt::format("it sends under {} different domains", d.sender_domains), {}, {}};
}

SignalReading open_relay(const CaseFile& file, const Dossier& d) {
  if (d.may_relay || d.bulk.recipients < kEnoughToJudge) return {};
  return shown_by(file, d.first_in_log, 1,
                  "the host is in no list of hosts that may send without a login");
}

SignalReading stranger_posts(const CaseFile&, const Dossier& d) {
  const double part = share(d.flood_posts.size(), d.posts.size());
  if (d.flood_posts.empty() || part < 0.3) return {};
  return {part,
          fmt::format("{} of {} posts to the list came, many at a time or with one text, from "
                      "addresses that never wrote to this server before",
                      d.flood_posts.size(), d.posts.size()),
          {},
          {}};
}

constexpr auto kSignals = std::to_array<Signal>({
    {"over_usual", kForAll, 2.5,
     "Many more recipients in 24 hours than on the busiest of the actor's other days (the days of "
     "the incident never count as its past). "
     "The strongest sign that fits every kind: from twice the busiest day on, full at eight times. "
     "Others alert at 3 to 10 times.",
     over_usual},
    {"flood", kForAll, 1.5,
     "Recipients within one hour: from 15, full at 60; twice as strong at 200 where the past is "
     "unknown. Fixed limits in use lie between 30 and "
     "250 an hour; alone it only draws attention, because newsletters do the same.",
     flood},
    {"many_networks", kForMailbox, 2.0,
     "One login used from several networks (IPv4 /24, IPv6 /48) or addresses that are not the "
     "owner's. People have a phone and an office; "
     "a stolen password is used by a botnet: two and a half times as strong at 24 providers' "
     "networks (IPv4 /16, "
     "IPv6 /32).",
     many_networks},
    {"stranger_address", kForMailbox, 2.0,
     "The mailing came from addresses this mailbox never used before, or that hardly read its mail "
     "while its reader is elsewhere.",
     stranger_address},
    {"many_mailboxes", kForMailbox, 5.5,
     "A few messages each with the passwords of five customers or more from one network that "
     "nobody here used before, or one text with those of ten, each from where its owner never was "
     "and does not read: one thief, whom no mailbox alone shows.",
     many_mailboxes},
    {"one_driver", kForMailbox, 2.5,
     "In logs of a few days: three customers' mailboxes or more send from one network, where "
     "nobody "
     "else logs in and none of them is read, and a sixth of what they send is turned away.",
     one_driver},
    {"guessed_password", kForMailbox, kGuessedPassword,
     "Failed logins for the mailbox before its first use by a stranger, more than on any day, from "
     "where the mailing came, or from where somebody got in at last. Of others only where nobody "
     "reads the mailbox from where the mailing came, and its reader is elsewhere: anybody can "
     "knock.",
     guessed},
    {"bad_recipients", kForAll, 2.0,
     "Recipients that do not exist, from 5 % of those tried, full at 30 %: bought and invented "
     "lists are old. Honest lists lose 1 to 2 %.",
     bad_recipients},
    {"refused_as_spam", kForAll, 2.0,
     "The recipients' servers call it spam or the sender ill-reputed. Next to nothing where one of "
     "ten domains or more does.",
     refused_as_spam},
    {"one_text", kForAll, 1.0, "One text to many: what every mailing is, honest or not.", one_text},
    {"strangers", kForAll, 0.5, "Recipients at many unrelated domains.", strangers_written_to},
    {"foreign_sender", kForMailbox | kForProgram | kForRelay, 1.0,
     "The envelope sender is not the account's. Some honest programs do it; most forgers must. "
     "Nothing where a mailbox wrote so from its owner's addresses on other days.",
     foreign_sender},
    {"queue_pile", kForAll, 0.8, "Its messages pile up in the queue: receivers put them off.",
     queue_pile},
    {"planted_program", kForScript, 3.0,
     "The mailing program lies in a folder of uploads, pictures, temporary files or in a hidden "
     "one. No site keeps programs there.",
     planted},
    {"part_of_theme", kForScript, 2.0,
     "The program is a part of a WordPress theme (404.php, header.php), and mailed from the "
     "theme's "
     "own folder: no visitor's request leads there, since the site's index.php includes such "
     "files. "
     "Intruders write into them.",
     part_of_theme},
    {"new_file", kForProgram, 0.7, "The file appeared within a week before the mailing.", new_file},
    {"machine_driven", kForProgram, 2.5,
     "Messages follow, within two seconds, the requests of few addresses far more often than "
     "chance, from clients that never look at a page.",
     machine_driven},
    {"mails_by_itself", kForScript, 1.0,
     "No request precedes the messages: cron, letters that are piped to it, or a process left "
     "running. Nothing where half of its runs begin behind some request.",
     mails_by_itself},
    {"forges_log", kForScript, 2.0,
     "The account runs Exim in a folder of its own whose name holds a newline: what stands behind "
     "it "
     "becomes lines of the main log. Its letters are those that the queue shows.",
     forges_log},
    {"false_claim", kForProgram, 1.5,
     "The message names another script than the one that Exim, PHP or the web server saw.",
     false_claim},
    {"many_senders", kForRelay | kForProgram, 1.0,
     "Sender addresses of many domains from one place.", many_senders},
    {"stranger_posts", kForList, 2.5,
     "Many posts to the list, or one text over and over, from hosts that never wrote here before, "
     "without a login.",
     stranger_posts},
    {"stranger_login", kForRelay, 2.0,
     "A login that Exim does not name, from a new address, under the name of somebody who sends "
     "from elsewhere; full at 80 recipients.",
     login_of_a_stranger},
    {"open_relay", kForRelay, 2.0, "The host had no right to send through this server.",
     open_relay},
    {"steady", kForAll, -4.0,
     "As much on other days: a newsletter, a busy shop. Two such days, or one a whole number of "
     "weeks back, weigh fully.",
     steady},
    {"ordinary_volume", kForAll, -4.0,
     "No more than the actor sends anyway; says nothing of what strangers sent with a login.",
     ordinary_volume},
    {"owner_address", kForMailbox | kForScript, -2.0,
     "Sent, or started in the browser, from addresses the owner has used since before. An infected "
     "computer sends from there "
     "too, so it does not acquit alone.",
     owner_address},
    {"list_headers", kForAll, -0.8,
     "List-Id or List-Unsubscribe. Spammers add them too: a weak sign.", list_headers},
    {"few_failures", kForAll, -1.5, "Nearly everybody accepted it.", few_failures},
    {"correspondents", kForAll, -1.5, "Recipients who write to this server themselves.",
     correspondents},
    {"answers", kForProgram | kForList, -4.0,
     "Letters to people who wrote here a quarter of an hour before, at most: a program that "
     "answers, "
     "spammers too.",
     answers},
    {"written_before", kForMailbox, -2.0,
     "People this mailbox wrote to in the weeks before, from the owner's addresses: his invoices "
     "from a hotel. Up to 1.75 times as strong for nearly all of them, from one client, without "
     "failed logins or refusals. Asked of the old logs only where it can turn the verdict.",
     written_before},
    {"taken_over", kForMailbox, -5.0,
     "One host elsewhere sends by login what pages of the site here sent on the days before, no "
     "more of it and no worse, and the pages fell silent when it came: a shop that moved. A thief "
     "cannot make the shop stop writing. Asked of the old logs only where it can turn the verdict.",
     taken_over},
    {"few_people", kForAll & ~kForList, -4.0,
     "The same few recipients again and again: notifications to an administrator. Not where a "
     "mailbox's strangers send them dozens of letters each from three places or more.",
     few_people},
    {"followers", kForProgram, -4.0,
     "Each request of a page that has stood there for long wrote to the same circle of people, who "
     "get many letters each: a forum's thread. A form that strangers abuse writes to whom they "
     "type.",
     followers},
    {"own_people", kForMailbox | kForProgram | kForRelay, -2.0,
     "Mail to this server's own mailboxes. Not where a mailbox's strangers write to them one by "
     "one "
     "while its owner reads elsewhere.",
     own_people},
});

}  // namespace

std::span<const Signal> all_signals() { return kSignals; }

unsigned scope_of(IncidentKind kind) {
  switch (kind) {
    case IncidentKind::mailbox:
      return kForMailbox;
    case IncidentKind::script:
      return kForScript;
    case IncidentKind::form:
      return kForForm;
    case IncidentKind::list:
      return kForList;
    default:
      return kForRelay;
  }
}

double confidence_of_sum(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

namespace {

bool is_note_at_most(const CaseFile& file, const Dossier& dossier,
                     const std::vector<Evidence>& evidence) {
  return dossier.is_on_a_journey || dossier.has_only_visitors ||
         is_volume_alone(evidence, is_settled(file, dossier) || is_first_mailing(file, dossier)) ||
         is_mailed_by_a_reader(evidence, dossier) ||
         is_letter_to_many_from_desk(evidence, dossier) ||
         is_one_letter_of_a_reader(evidence, dossier) || is_poisoned_list(evidence, dossier);
}

}  // namespace

Judgement weigh(const CaseFile& file, const Dossier& dossier) {
  Judgement judgement;
  const unsigned scope = scope_of(dossier.kind);
  for (const Signal& signal : kSignals) {
    if ((signal.scope & scope) == 0) continue;
    SignalReading reading = signal.read(file, dossier);
    if (reading.strength <= 0) continue;
    const double weight = signal.weight * reading.strength;
    judgement.sum += weight;
    Evidence evidence;
    evidence.signal = std::string(signal.name);
    evidence.weight = weight;
    evidence.text = std::move(reading.text);
    if (reading.source.file != SourceRef::kNoFile && reading.source.file < file.ledger.files.size())
      evidence.source = {file.ledger.files[reading.source.file], reading.source.offset,
                         std::move(reading.line), std::move(reading.message)};
    judgement.evidence.push_back(std::move(evidence));
  }
  judgement.confidence = confidence_of_sum(judgement.sum);
  // Of few is it asked: some of it looks through all logins.
  if (judgement.confidence > kVolumeAlone && is_note_at_most(file, dossier, judgement.evidence))
    judgement.confidence = kVolumeAlone;
  std::ranges::stable_sort(judgement.evidence, [](const Evidence& a, const Evidence& b) {
    return std::fabs(a.weight) > std::fabs(b.weight);
  });
  return judgement;
}

}  // namespace queuehound
