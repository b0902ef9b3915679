#include "dossier/regular_writers.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr seconds kHour{3600};

std::uint64_t key_of_hour(std::int64_t hour) { return static_cast<std::uint64_t>(hour); }

}  // namespace

// Shops' orders have no text in common with each other, and neither have the flood's letters:
// header lines can be the same too where one program's library makes both. What remains is that
// honest letters go on as they did. Who floods under ever new names has no such past; who uses a
// regular one writes more than it does; and who begins slowly, hours before, keeps no more in the
// queue than the carrier sends on its busy days (choose), which would be no flood.
RegularWriters::RegularWriters(const CaseFile& file, const Dossier& dossier)
    : file_(file), dossier_(dossier) {
  const bool is_all_new = dossier.past.days > 0 && dossier.past.busiest_day == 0 && !is_long();
  if (is_all_new || is_all_alike()) return;
  find_flooded_hours();
  count();
  choose();
}

// The days before were half as busy or more: they are no past (past_of), and may be all honest.
bool RegularWriters::is_long() const {
  constexpr seconds kDay{86400};
  const Time since = dossier_.past.episode_start;
  return since != Time{} && since + kDay <= file_.ledger.from();
}

// As much as can be honest beside a flood.
std::uint64_t RegularWriters::most() const {
  const std::uint64_t most =
      dossier_.past.days > 0 ? dossier_.past.busiest_day * 3 / 2 : recipients_ / 5;
  return is_long() ? std::max(most, recipients_ * 3 / 5) : most;
}

// One text under one name, as most floods are: nobody is told apart.
bool RegularWriters::is_all_alike() const {
  const auto name_of = [&](MessageIndex index) {
    const Message& message = file_.ledger.messages[index];
    return std::pair(message.sender, message.skeleton);
  };
  return std::ranges::adjacent_find(dossier_.messages, std::ranges::not_equal_to{}, name_of) ==
         dossier_.messages.end();
}

// Those that have half of the busiest one's recipients, and their neighbours, in whose minutes it
// may have begun and ended.
void RegularWriters::find_flooded_hours() {
  std::uint64_t most = 0;
  for (const MessageIndex index : dossier_.messages) {
    const Message& message = file_.ledger.messages[index];
    if (!message.in_window) continue;  // of older ones only those that wait are known
    const std::int64_t at = message.at.time_since_epoch() / kHour;
    Hour& hour = hours_[key_of_hour(at)];
    hour.at = at;
    hour.recipients += message.recipients;
    most = std::max(most, hour.recipients);
  }
  std::size_t inside = 0;
  for (Hour& hour : hours_.rows()) {
    for (std::int64_t at = hour.at - 1; at <= hour.at + 1; ++at)
      if (const Hour* const near = hours_.find(key_of_hour(at)))
        hour.is_flooded |= near->recipients * 2 >= most;
    inside += hour.is_flooded;
  }
  if (const std::size_t outside = hours_.size() - inside; outside > 0)
    inside_for_outside_ = static_cast<double>(inside) / static_cast<double>(outside);
}

bool RegularWriters::is_flooded(Time at) const {
  return hours_.find(key_of_hour(at.time_since_epoch() / kHour))->is_flooded;
}

RegularWriters::Keys RegularWriters::keys_of(const Message& message) {
  if (message.sender != sender_) {
    sender_ = message.sender;
    const std::string_view domain = domain_of(file_.ledger.text(sender_));
    domain_ = domain.empty() ? 0 : mix(keyed_hash_folded(domain), 2);
    is_here_ = !domain.empty() && file_.server.is_local_domain(domain);
  }
  return {message.sender == 0 ? 0 : mix(message.sender, 1), domain_,
          message.has_subject ? mix(message.skeleton, 3) : 0};
}

void RegularWriters::count() {
  std::size_t messages = 0, subjects = 0;
  for (const MessageIndex index : dossier_.messages) {
    const Message& message = file_.ledger.messages[index];
    if (!message.in_window) continue;
    const bool is_inside = is_flooded(message.at);
    recipients_ += message.recipients;
    ++messages;
    subjects += message.has_subject;
    if (is_inside) recipients_inside_ += message.recipients;
    std::uint64_t bad = 0;
    file_.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      bad += recipient.is_unknown_recipient || recipient.is_spam_refusal;
    });
    bad_ += bad;
    for (const std::uint64_t key : keys_of(message)) {
      if (key == 0) continue;
      Pace& pace = paces_[key];
      pace.recipients += message.recipients;
      pace.bad += bad;
      if (is_inside) {
        ++pace.inside;
        pace.recipients_inside += message.recipients;
        continue;
      }
      if (pace.outside++ == 0) pace.first_outside = pace.last_outside = message.at;
      pace.first_outside = std::min<Time>(pace.first_outside, message.at);
      pace.last_outside = std::max<Time>(pace.last_outside, message.at);
    }
  }
  knows_subjects_ = subjects * 10 >= messages * 9;
}

// Who floods all day under a few names goes on as he did, too; buyers exist, and want their orders.
bool RegularWriters::is_ill_received(const Pace& pace) {
  return pace.bad >= 2 && pace.bad * 10 > pace.recipients;
}

// A busy shop's orders are most of what leaves even in a flood's hours. Their buyers exist; of all
// the other letters a fifth goes to nobody or is called spam. Who mixes a clean text among his own
// to be told apart keeps that one, and shows the other the better.
bool RegularWriters::is_well_received_beside(const Pace& pace) const {
  constexpr std::uint64_t kBad = 10, kOneOf = 5, kWell = 20;
  const std::uint64_t rest = recipients_ - pace.recipients, rest_bad = bad_ - pace.bad;
  return pace.bad * kWell <= pace.recipients && rest_bad >= kBad && rest_bad * kOneOf >= rest;
}

// Orders come in swarms: two and a half times as fast is no faster.
bool RegularWriters::goes_on(const Pace& pace) const {
  constexpr double kSwarm = 3, kFaster = 2.5;
  constexpr seconds kLong{2 * 3600};
  if (inside_for_outside_ == 0 || pace.outside < 2 ||
      pace.last_outside - pace.first_outside < kLong)
    return false;
  if (is_ill_received(pace)) return false;
  if (pace.recipients_inside * 5 > recipients_inside_ && !is_well_received_beside(pace))
    return false;
  return static_cast<double>(pace.inside) <=
         kSwarm + kFaster * static_cast<double>(pace.outside) * inside_for_outside_;
}

// A flood that never ended leaves no hours outside, and a small shop has an order a day. Their
// senders are this server's own sites, each a little of all: whoever forges all of them is beyond
// the limit (choose), and whoever forges one is no small part.
bool RegularWriters::is_small_site(const Keys& keys) const {
  constexpr std::uint64_t kSmall = 20;
  const Pace* const pace = is_here_ ? paces_.find(keys[1]) : nullptr;
  return pace != nullptr && pace->recipients * kSmall <= recipients_ && !is_ill_received(*pace);
}

bool RegularWriters::goes_on(const Keys& keys) const {
  const auto is_true_of = [&](std::uint64_t key, auto&& what) {
    const Pace* const pace = key == 0 ? nullptr : paces_.find(key);
    return pace != nullptr && what(*pace);
  };
  // Of a text whose subjects only the queue knows, what failed is not told.
  if (!knows_subjects_ && std::ranges::any_of(keys, [&](std::uint64_t key) {
        return is_true_of(key, is_ill_received);
      }))
    return false;
  return std::ranges::any_of(keys, [&](std::uint64_t key) {
    return is_true_of(key, [&](const Pace& pace) { return goes_on(pace); });
  });
}

void RegularWriters::choose() {
  struct Choice {
    std::vector<char> taken;
    std::uint64_t recipients = 0;
  };
  Choice both, regular, sites;
  const std::size_t count = dossier_.messages.size();
  both.taken = regular.taken = sites.taken = std::vector<char>(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const Message& message = file_.ledger.messages[dossier_.messages[i]];
    const Keys keys = keys_of(message);
    const bool is_site = is_small_site(keys), is_regular = goes_on(keys);
    const auto take = [&](Choice& choice, bool is_taken) {
      choice.taken[i] = is_taken;
      if (is_taken && message.in_window) choice.recipients += message.recipients;
    };
    take(both, is_site || is_regular);
    take(regular, is_regular);
    take(sites, is_site);
  }
  const auto leaves_a_flood = [&](const Choice& choice) {
    return choice.recipients <= most() && choice.recipients * 2 <= recipients_;
  };
  if (leaves_a_flood(both))
    is_regular_ = std::move(both.taken);
  else if (regular.recipients <= most())
    is_regular_ = std::move(regular.taken);
  else if (leaves_a_flood(sites))
    is_regular_ = std::move(sites.taken);
}

}  // namespace queuehound
