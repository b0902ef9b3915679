#include "verdict/taken_over.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "base/hash.h"
#include "dossier/clients.h"
#include "dossier/refusals.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};
constexpr std::size_t kMostTexts = 8;        // a person writes no templates
constexpr std::uint64_t kLetters = 20;       // by the pages
constexpr std::size_t kDays = 3;             // on which they sent each text
constexpr seconds kFirstSeen = 2 * kDay;     // after the oldest log began
constexpr std::uint32_t kPeople = 2;         // of one letter: buyer and shop
constexpr seconds kLongestMove = 14 * kDay;  // between the last of the pages and the host's first

std::uint64_t text_of(const CaseFile& file, const Message& message) {
  return keyed_hash(file.ledger.text(message.skeleton));
}

// The one client of the mailing; none where there are more, or the owner is among them.
const Client* only_host(const Dossier& dossier) {
  const Client* host = nullptr;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0) continue;
    if (host || client.is_usual || client.via != Via::smtp_auth || client.near_reads > 0)
      return nullptr;
    host = &client;
  }
  return host;
}

template <class Use>
void for_each_selected(const CaseFile& file, const Dossier& dossier, Use&& use) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.selected[i]) use(file.ledger.messages[dossier.messages[i]]);
}

// Texts of the mailing; empty where it is no program's.
std::set<std::uint64_t> texts_of_mailing(const CaseFile& file, const Dossier& dossier) {
  std::set<std::uint64_t> texts;
  bool is_like_a_program = true;
  for_each_selected(file, dossier, [&](const Message& message) {
    is_like_a_program &= message.has_subject && !message.is_reply && message.recipients <= kPeople;
    if (texts.size() <= kMostTexts) texts.insert(text_of(file, message));
  });
  if (!is_like_a_program || texts.size() > kMostTexts) texts.clear();
  return texts;
}

// Its first letter, of the old logs too.
Time since_when(const CaseFile& file, std::uint32_t user, const Client& host) {
  Time since = host.first;
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    if (const SubmissionUse& sent = file.logins.submissions[row]; sent.address == host.address)
      since = std::min<Time>(since, sent.use.first);
  return since;
}

// A shop's buyers mistype now and then; of a bought list many are dead.
bool fares_badly(const Volume& bulk) {
  constexpr double kMistyped = 0.02, kDeviations = 3;
  const double expected = kMistyped * static_cast<double>(bulk.attempted());
  return !is_refused_by_few(bulk) || static_cast<double>(bulk.unknown_recipients) >
                                         expected + kDeviations * std::sqrt(expected) + 1;
}

// What the pages did before `since`.
struct PagesPast {
  std::uint64_t letters = 0, busiest_day = 0;
  std::map<std::uint64_t, std::set<std::int64_t>> days_of_text;
  std::map<std::int64_t, std::uint64_t> letters_of_day;
  Time first{}, last{};
  seconds longest_gap{0};
};

PagesPast past_of_pages(const std::vector<PageLetter>& by_pages) {
  PagesPast past;
  for (const PageLetter& letter : by_pages) {
    const std::int64_t day = letter.at.time_since_epoch() / kDay;
    ++past.letters;
    past.days_of_text[letter.text].insert(day);
    past.busiest_day = std::max(past.busiest_day, ++past.letters_of_day[day]);
    if (past.last != Time{})
      past.longest_gap = std::max<seconds>(past.longest_gap, letter.at - past.last);
    else
      past.first = letter.at;
    past.last = letter.at;
  }
  return past;
}

// A program of the account still writes one of these texts.
bool do_pages_write_now(const CaseFile& file, const Dossier& dossier,
                        const std::set<std::uint64_t>& texts) {
  const std::string_view account = file.server.owner_of_domain(domain_of(dossier.account));
  return std::ranges::any_of(file.ledger.messages, [&](const Message& message) {
    const ActorRecord& actor = file.ledger.actors[message.actor];
    if (actor.submission != SubmissionClass::local || !message.has_subject) return false;
    const std::string_view user = file.ledger.text(actor.name);
    return (user == account || file.server.is_web_server_user(user)) &&
           file.ledger.in_window(message.at) && texts.contains(text_of(file, message));
  });
}

}  // namespace

void ask_for_pages(const CaseFile& file, const Dossier& dossier, AskedMailbox& asked) {
  if (dossier.foreign_sender > 0 || dossier.shared_thief.customers > 0) return;
  if (!only_host(dossier) || fares_badly(dossier.bulk)) return;
  const std::set<std::uint64_t> texts = texts_of_mailing(file, dossier);
  asked.texts.assign(texts.begin(), texts.end());
  asked.pages_account = file.server.owner_of_domain(domain_of(dossier.account));
  asked.pages_sender = dossier.account;
  asked.pages_until = file.ledger.from();
}

// A thief reads the mailbox, and may write the shop's subject over his own letter. What he cannot
// do is make the shop fall silent: its orders go on beside his. So the pages must have sent each
// text on days before, be silent since the host came, and longer than they ever were: nights and
// weekends are. He who happens upon a shop that stopped writes no more than it did, to one person
// a letter, and is known by what becomes of them. He whose planted page was sealed, and who goes on
// with a stolen login, began under our eyes: what the shop writes is as old as the logs.
void heed_taken_over(const CaseFile& file, const std::vector<PageLetter>& by_pages,
                     Dossier& dossier) {
  const Client* const host = only_host(dossier);
  if (!host || by_pages.size() < kLetters || fares_badly(dossier.bulk) || was_guessed(dossier))
    return;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  const std::set<std::uint64_t> texts = texts_of_mailing(file, dossier);
  const PagesPast past = past_of_pages(by_pages);
  const auto is_known = [&](std::uint64_t text) {
    const auto days = past.days_of_text.find(text);
    return days != past.days_of_text.end() && days->second.size() >= kDays;
  };
  const Time since = since_when(file, user, *host);
  const bool is_silent = past.last < since && since - past.last < kLongestMove &&
                         (host->last - past.last) * 2 > past.longest_gap * 3;
  if (texts.empty() || !std::ranges::all_of(texts, is_known) || !is_silent) return;
  if (!file.ledger.oldest_log || past.first - *file.ledger.oldest_log > kFirstSeen) return;
  if (dossier.bulk.busiest_day * 2 > past.busiest_day * 3) return;
  if (do_pages_write_now(file, dossier, texts)) return;
  dossier.taken_over = {past.letters, past.letters_of_day.size(), past.last};
}

}  // namespace queuehound
