// How a mailbox's password came into other hands, as far as this server saw it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "attacks/attack_report.h"
#include "dossier/guessed_in.h"
#include "verdict/entry.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kByDriver = 2;   // wrong passwords of the address that sends now
constexpr std::uint64_t kByOthers = 20;  // of others: every mailbox meets a few guessers a week
constexpr seconds kDay{86400};

struct Guesser {
  std::uint64_t failures = 0, failures_other = 0;
  Time first{}, last{};
  bool is_driver = false, is_known = false;  // known: logged in well before the intruder came
  std::uint32_t row = 0;
  // Dovecot's and Exim's logs tell of the same attempt; the larger number holds.
  std::uint64_t count() const { return std::max(failures, failures_other); }
};

struct Guessing {
  std::uint64_t failures = 0, by_drivers = 0;
  std::size_t addresses = 0;
  Time first{}, last{};
  const Guesser* driver = nullptr;  // the one that got in, of several the busiest
  IpAddress driver_address;
};

class MailboxChoice {
 public:
  MailboxChoice(const CaseFile& file, const Dossier& dossier)
      : file_(file), ledger_(file.ledger), dossier_(dossier) {
    user_ = ledger_.strings.find(dossier.account);
  }

  Entry choose() {
    find_drivers();
    if (drivers_.empty())
      tell_no_stranger();
    else
      tell_stranger();
    tell_other_doors();
    return std::move(entry_);
  }

 private:
  std::string when(Time at) const { return moment_text(at, file_.server.zone, file_.now); }

  // "23 Nov 11:00 to 11:53": the day once, the one moment where there are not two.
  std::string span(Time from, Time to) const {
    const std::string first = when(from), last = when(to);
    if (first == last) return first;
    const std::size_t clock = first.size() - 5;
    const bool is_one_day =
        first.size() == last.size() && first.compare(0, clock, last, 0, clock) == 0;
    return first + " to " + (is_one_day ? last.substr(clock) : last);
  }

  // Strangers that sent the mailing, and when the first of them got in.
  void find_drivers() {
    for (const Client& client : dossier_.clients) {
      if (client.selected == 0) continue;
      if (client.is_usual) {
        usual_ = client.address;
        continue;
      }
      drivers_.insert(client.address);
      got_in(client.address, client.first);
    }
    for (const std::uint32_t row : rows_of(file_.logins.submissions_of_user, user_))
      if (const SubmissionUse& sent = file_.logins.submissions[row];
          drivers_.contains(sent.address))
        got_in(sent.address, sent.use.first);
    for (const std::uint32_t row : rows_of(file_.logins.logins_of_user, user_))
      if (const LoginUse& use = ledger_.logins[row]; drivers_.contains(use.key.address))
        got_in(use.key.address, ledger_.got_in_of(use).first_success);
  }
  void got_in(std::uint32_t address, Time at) {
    if (at == Time{} || (first_ != Time{} && at >= first_)) return;
    first_ = at;
    first_address_ = address;
  }

  std::map<std::uint32_t, Guesser> guessers() const {
    std::map<std::uint32_t, Guesser> all;
    for (const std::uint32_t row : rows_of(file_.logins.logins_of_user, user_)) {
      const LoginUse& use = ledger_.logins[row];
      Guesser& guesser = all[use.key.address];
      guesser.is_driver = drivers_.contains(use.key.address);
      const Time first_in = ledger_.got_in_of(use).first_success;
      guesser.is_known |= first_in != Time{} && first_in < first_ - kDay;
      const std::uint64_t failures = ledger_.failures_of(use);
      if (failures == 0 || use.first_failure == Time{} || use.first_failure > first_) continue;
      if (guesser.first == Time{}) guesser.row = row;
      (use.key.door == Login::Door::other ? guesser.failures_other : guesser.failures) += failures;
      if (guesser.first == Time{} || use.first_failure < guesser.first)
        guesser.first = use.first_failure;
      guesser.last = std::max(guesser.last, std::min<Time>(use.last_failure, first_));
    }
    for (const Client& client : dossier_.clients)
      if (const auto found = all.find(client.address); found != all.end() && client.is_usual)
        found->second.is_known = true;
    return all;
  }

  static Guessing add_up(const std::map<std::uint32_t, Guesser>& all, const Ledger& ledger) {
    Guessing guessing;
    for (const auto& [address, guesser] : all) {
      // An owner who mistypes is no guesser.
      if (guesser.count() == 0 || guesser.is_known) continue;
      ++guessing.addresses;
      guessing.failures += guesser.count();
      if (guessing.first == Time{} || guesser.first < guessing.first)
        guessing.first = guesser.first;
      guessing.last = std::max(guessing.last, guesser.last);
      if (!guesser.is_driver) continue;
      guessing.by_drivers += guesser.count();
      if (guessing.driver != nullptr && guessing.driver->count() >= guesser.count()) continue;
      guessing.driver = &guesser;
      guessing.driver_address = ledger.address(address);
    }
    return guessing;
  }

  void tell_stranger() {
    entry_.address = ledger_.address(first_address_);
    entry_.at = first_;
    const std::map<std::uint32_t, Guesser> all = guessers();
    const Guessing guessing = add_up(all, ledger_);
    const std::string counted =
        fmt::format("{} failed login{} for this mailbox from {} address{} ({})", guessing.failures,
                    guessing.failures == 1 ? "" : "s", guessing.addresses,
                    guessing.addresses == 1 ? "" : "es", span(guessing.first, guessing.last));
    if (guessing.by_drivers >= kByDriver && guessing.driver != nullptr) {
      entry_.how = EntryWay::password_guessed;
      entry_.address = guessing.driver_address;
      show(ledger_.logins[guessing.driver->row]);
      const std::string share = guessing.by_drivers == guessing.failures
                                    ? std::string("all")
                                    : fmt::format("{}", guessing.by_drivers);
      entry_.text = fmt::format(
          "The password was guessed: {}, {} of them by addresses that send "
          "now, such as {}. The first stranger got in on {}.",
          counted, share, to_text(*entry_.address), when(first_));
    } else if (const std::vector<GuessedIn> sellers = guessed_in(file_, dossier_);
               !sellers.empty() && sellers.front().got_in <= first_) {
      tell_seller(sellers.front());
    } else if (guessing.failures >= kByOthers) {
      entry_.how = EntryWay::password_guessed;
      show_first(all);
      entry_.text = fmt::format(
          "The password was guessed, most likely: {}. {} got in on {} without "
          "a wrong try: who guesses and who sends are often two.",
          counted, to_text(*entry_.address), when(first_));
    } else {
      tell_known(guessing, counted);
    }
  }

  void tell_seller(const GuessedIn& seller) {
    entry_.how = EntryWay::password_guessed;
    entry_.address = ledger_.address(seller.address);
    entry_.at = seller.got_in;
    show(ledger_.logins[seller.row]);
    entry_.text = fmt::format(
        "The password was guessed: {} failed logins for this mailbox from {} ({}), which got in on "
        "{}. {}, the first that sends, got in on {} without a wrong try.",
        seller.failures, to_text(*entry_.address), span(seller.first_failure, seller.last_failure),
        when(seller.got_in), to_text(ledger_.address(first_address_)), when(first_));
  }

  void tell_known(const Guessing& guessing, const std::string& counted) {
    const bool has_past = ledger_.oldest_log && *ledger_.oldest_log <= first_ - kDay;
    if (!has_past) {
      entry_.text = fmt::format(
          "{} got in on {}. How the password came into other hands is not "
          "known: the logs do not reach a day further back.",
          to_text(*entry_.address), when(first_));
      return;
    }
    entry_.how = EntryWay::password_known;
    const std::string few = guessing.failures == 0
                                ? std::string("no failed login for this mailbox")
                                : fmt::format("only {}, too few to guess a password", counted);
    const auto days = (first_ - *ledger_.oldest_log) / kDay;
    const std::string before =
        fmt::format("in the {} days of logs before {} got in on {} there is {}", days,
                    to_text(*entry_.address), when(first_), few);
    if (was_never_used())
      entry_.text = fmt::format(
          "Nobody guessed the password here, and nobody used this mailbox before: {}, no login, "
          "and no letter of it. It may have been made for this: ask the panel when, and from "
          "where. If "
          "its owner does not know it, remove it, and set the panel's password anew: a new one of "
          "the mailbox keeps out nobody who can make mailboxes.",
          before);
    else
      entry_.text = fmt::format(
          "Nobody guessed the password here: {}. It was stolen elsewhere: phishing, a virus on the "
          "owner's computer, or the same password at another site.",
          before);
  }

  // An intruder in the panel makes a mailbox of his own. Told only where Dovecot's log was read: a
  // webmail's alone does not tell of telephones.
  bool was_never_used() const {
    const auto is_by_dovecot = [](const LoginUse& use) {
      return use.key.door == Login::Door::imap || use.key.door == Login::Door::pop3;
    };
    if (usual_ != 0 || dossier_.past.busiest_day > 0 ||
        std::ranges::none_of(ledger_.logins, is_by_dovecot))
      return false;
    const auto& rows = rows_of(file_.logins.logins_of_user, user_);
    return std::ranges::none_of(rows, [&](std::uint32_t row) {
      const Time first_in = ledger_.got_in_of(ledger_.logins[row]).first_success;
      return first_in != Time{} && !drivers_.contains(ledger_.logins[row].key.address);
    });
  }

  void tell_no_stranger() {
    if (dossier_.web.has_requests) {
      entry_.text = fmt::format(
          "Not known: {} holds the password. A form's own stands in its settings; an intruder's "
          "program may have read it there.",
          dossier_.web.pages());
      return;
    }
    if (usual_ == 0) {
      entry_.text =
          "Not known: the messages came in through this server itself (its webmail), and no log "
          "tells who sat before it.";
      return;
    }
    entry_.how = EntryWay::password_known;
    entry_.address = ledger_.address(usual_);
    const auto client = std::ranges::find(dossier_.clients, usual_, &Client::address);
    if (client != dossier_.clients.end() && client->is_usual && !client->is_its_very_address) {
      entry_.text = fmt::format(
          "No stranger is seen: the mailing came from {}, {}. If that line is the owner's, look "
          "for "
          "a virus on the computers there; if he does not know it, somebody with the same provider "
          "holds the password.",
          to_text(*entry_.address), client->why_usual);
      return;
    }
    entry_.text = fmt::format(
        "No stranger logged in: the mailing came from {}, which the mailbox "
        "has long used. Look for a virus on the computers there.",
        to_text(*entry_.address));
  }

  void show(const LoginUse& use) {
    const SeenLine& line = ledger_.in_window_of(use).line;
    entry_.source = seen_at(ledger_, line);
  }
  void show_first(const std::map<std::uint32_t, Guesser>& all) {
    const Guesser* first = nullptr;
    for (const auto& [address, guesser] : all)
      if (guesser.count() > 0 && !guesser.is_known &&
          (first == nullptr || guesser.first < first->first))
        first = &guesser;
    if (first != nullptr) show(ledger_.logins[first->row]);
  }

  // Whoever sends can read, too.
  void tell_other_doors() {
    struct DoorWords {
      Login::Door door;
      std::string_view words;
    };
    constexpr DoorWords kDoors[] = {{Login::Door::imap, "IMAP"},
                                    {Login::Door::pop3, "POP3"},
                                    {Login::Door::webmail, "webmail"}};
    for (const auto& [door, words] : kDoors)
      for (const std::uint32_t row : rows_of(file_.logins.logins_of_user, user_)) {
        const LoginUse& use = ledger_.logins[row];
        const LoginsGotIn& times = ledger_.got_in_of(use);
        const std::uint64_t count = ledger_.successes_of(use);
        if (use.key.door != door || count == 0 || !drivers_.contains(use.key.address)) continue;
        if (entry_.also.size() >= 20) return;
        entry_.also.push_back(
            fmt::format("{} logged in by {} {} time{} ({}): it may have read the mail",
                        to_text(ledger_.address(use.key.address)), words, count,
                        count == 1 ? "" : "s", span(times.first_success, times.last_success)));
      }
  }

  const CaseFile& file_;
  const Ledger& ledger_;
  const Dossier& dossier_;
  std::uint32_t user_ = 0;
  std::set<std::uint32_t> drivers_;
  std::uint32_t usual_ = 0, first_address_ = 0;
  Time first_{};
  Entry entry_;
};

}  // namespace

Entry mailbox_entry(const CaseFile& file, const Dossier& dossier) {
  return MailboxChoice(file, dossier).choose();
}

}  // namespace queuehound
