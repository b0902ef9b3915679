#include "verdict/signals.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dossier/unnamed_login.h"
#include "verdict/doubts.h"
#include "verdict/signs_of_innocence.h"
#include "verdict/signs_of_program.h"
#include "verdict/signs_of_sender.h"
#include "verdict/signs_of_theft.h"
#include "verdict/signs_of_volume.h"

namespace queuehound {
namespace {

constexpr auto kSignals = std::to_array<Signal>({
    {"over_usual", kForAll, 2.5,
     "Many more recipients in 24 hours than on the busiest of the actor's other days (the days of "
     "the incident never count as its past). The strongest sign that fits every kind: from twice "
     "the busiest day on, full at eight times. Others alert at 3 to 10 times.",
     over_usual},
    {"flood", kForAll, 1.5,
     "Recipients within one hour: from 15, full at 60; twice as strong at 200 where the past is "
     "unknown. Fixed limits in use lie between 30 and 250 an hour; alone it only draws attention, "
     "because newsletters do the same.",
     flood},
    {"many_networks", kForMailbox, 2.0,
     "One login used from several networks (IPv4 /24, IPv6 /48) or addresses that are not the "
     "owner's. People have a phone and an office; a stolen password is used by a botnet: two and "
     "a half times as strong at 24 providers' networks (IPv4 /16, IPv6 /32).",
     many_networks},
    {"stranger_address", kForMailbox, 2.0,
     "The mailing came from addresses that the owner is not known at, or that hardly read its "
     "mail while its reader is elsewhere.",
     stranger_address},
    {"many_mailboxes", kForMailbox, 5.5,
     "A few messages each with the passwords of five customers or more from one network that "
     "nobody here used before, or one text with those of ten, each from where its owner never was "
     "and does not read: one thief, whom no mailbox alone shows. Three fifths as strong: a few "
     "from three hosts or more that abuse another mailbox of the customer beyond doubt, or at five "
     "providers five of them, of whose letters more are turned away than of an old list, or from "
     "one that abuses two, and do not read this one's mail.",
     many_mailboxes},
    {"one_driver", kForMailbox, 2.5,
     "In logs of a few days: three customers' mailboxes or more send from one network, where "
     "nobody else logs in and none of them is read, and a sixth of what they send is turned away.",
     one_driver},
    {"guessed_password", kForMailbox, kGuessedPassword,
     "Failed logins for the mailbox before its first use by a stranger, more than on any day, "
     "from where the mailing came, or from where somebody got in at last. Of others only where "
     "nobody reads the mailbox from where the mailing came, and its reader is elsewhere: anybody "
     "can knock.",
     guessed},
    {"bad_recipients", kForAll, 2.0,
     "Recipients that do not exist, from 5 % of those tried, full at 30 %: bought and invented "
     "lists are old. Honest lists lose 1 to 2 %.",
     bad_recipients},
    {"refused_as_spam", kForAll, 2.0,
     "The recipients' servers call it spam or the sender ill-reputed. Nothing where one recipient "
     "of a hundred does, or a few more by chance; next to nothing where one of ten domains or "
     "more does.",
     refused_as_spam},
    {"one_text", kForAll, 1.0, "One text to many: what every mailing is, honest or not.", one_text},
    {"strangers", kForAll, 0.5, "Recipients at many unrelated domains.", strangers_written_to},
    {"foreign_sender", kForMailbox | kForProgram | kForRelay, 1.0,
     "The envelope sender is not the account's. Some honest programs do it; most forgers must. "
     "Nothing where a mailbox wrote so from its owner's addresses on other days.",
     foreign_sender},
    {"queue_pile", kForAll, 0.8, "Its messages pile up in the queue: receivers put them off.",
     queue_pile},
    {"planted_program", kForScript | kForMailbox, 3.0,
     "The mailing program lies in a folder of uploads, pictures, temporary files or in a hidden "
     "one. No site keeps programs there.",
     planted},
    {"part_of_theme", kForScript, 2.0,
     "The program is a part of a WordPress theme (404.php, header.php), and mailed from the "
     "theme's own folder: no visitor's request leads there, since the site's index.php includes "
     "such files. Intruders write into them.",
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
     "it becomes lines of the main log. Its letters are those that the queue shows.",
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
     "weeks back, weigh fully. Nothing for a program's trickle in the names of several others' "
     "domains, where the mail of those days came at once.",
     steady},
    {"ordinary_volume", kForAll, -4.0,
     "No more than the actor sends anyway; says nothing of what strangers sent with a login.",
     ordinary_volume},
    {"owner_address", kForMailbox | kForScript, -2.0,
     "Sent, or started in the browser, from addresses the owner has used since before. An "
     "infected computer sends from there too, so it does not acquit alone.",
     owner_address},
    {"list_headers", kForAll, -0.8,
     "List-Id or List-Unsubscribe. Spammers add them too: a weak sign.", list_headers},
    {"few_failures", kForAll, -1.5, "Nearly everybody accepted it.", few_failures},
    {"correspondents", kForAll, -1.5, "Recipients who write to this server themselves.",
     correspondents},
    {"answers", kForProgram | kForList, -4.0,
     "Letters to people who wrote here a quarter of an hour before, at most: a program that "
     "answers, spammers too, and tells a desk's staff of a dozen.",
     answers},
    {"written_before", kForMailbox, -2.0,
     "People this mailbox wrote to in the weeks before, from the owner's addresses: his invoices "
     "from a hotel. Up to 1.75 times as strong for nearly all of them, from one client, without "
     "failed logins or refusals. Asked of the old logs only where it can turn the verdict.",
     written_before},
    {"taken_over", kForMailbox, -5.0,
     "One host elsewhere sends by login what pages of the site here sent on the days before, no "
     "more of it and no worse, and the pages fell silent when it came: a shop that moved. A thief "
     "cannot make the shop stop writing. Asked of the old logs only where it can turn the "
     "verdict.",
     taken_over},
    {"few_people", kForAll & ~kForList, -4.0,
     "The same few recipients again and again: notifications to an administrator, or of a mailbox "
     "to nine people, twice each at least. Not where a mailbox's strangers send them fifty "
     "letters each from three places or more, nor where robots have a page do so that writes to "
     "others for its visitors.",
     few_people},
    {"followers", kForProgram, -4.0,
     "Each request of a page that has stood there for long wrote to the same circle of people, "
     "who get many letters each: a forum's thread. A form that strangers abuse writes to whom "
     "they type.",
     followers},
    {"own_people", kForMailbox | kForProgram | kForRelay, -2.0,
     "Mail to this server's own mailboxes. Not where a mailbox's strangers write to them one by "
     "one while its owner reads elsewhere.",
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
  // Of few is it asked: some doubts look through all logins.
  if (judgement.confidence >= kIncident)
    judgement.doubt = doubt_of(file, dossier, judgement.evidence);
  if (judgement.doubt != nullptr) judgement.confidence = kDoubtful;
  std::ranges::stable_sort(judgement.evidence, [](const Evidence& a, const Evidence& b) {
    return std::fabs(a.weight) > std::fabs(b.weight);
  });
  return judgement;
}

}  // namespace queuehound
