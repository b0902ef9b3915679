#include "verdict/regular_writers.h"

#include <algorithm>

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
  find_flooded_hours();
  if (inside_for_outside_ == 0) return;
  count();
  choose();
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
  }
  return {message.sender == 0 ? 0 : mix(message.sender, 1), domain_,
          message.has_subject ? mix(message.skeleton, 3) : 0};
}

void RegularWriters::count() {
  for (const MessageIndex index : dossier_.messages) {
    const Message& message = file_.ledger.messages[index];
    if (!message.in_window) continue;
    const bool is_inside = is_flooded(message.at);
    if (is_inside) recipients_inside_ += message.recipients;
    for (const std::uint64_t key : keys_of(message)) {
      if (key == 0) continue;
      Pace& pace = paces_[key];
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
}

// Orders come in swarms: two and a half times as fast is no faster.
bool RegularWriters::goes_on(const Pace& pace) const {
  constexpr double kSwarm = 3, kFaster = 2.5;
  constexpr seconds kLong{2 * 3600};
  if (pace.outside < 2 || pace.last_outside - pace.first_outside < kLong) return false;
  if (pace.recipients_inside * 5 > recipients_inside_) return false;
  return static_cast<double>(pace.inside) <=
         kSwarm + kFaster * static_cast<double>(pace.outside) * inside_for_outside_;
}

void RegularWriters::choose() {
  std::uint64_t all = 0, regular = 0;
  std::vector<char> is_regular(dossier_.messages.size(), 0);
  for (std::size_t i = 0; i < dossier_.messages.size(); ++i) {
    const Message& message = file_.ledger.messages[dossier_.messages[i]];
    is_regular[i] = std::ranges::any_of(keys_of(message), [&](std::uint64_t key) {
      const Pace* const pace = key == 0 ? nullptr : paces_.find(key);
      return pace != nullptr && goes_on(*pace);
    });
    if (!message.in_window) continue;
    all += message.recipients;
    if (is_regular[i]) regular += message.recipients;
  }
  const std::uint64_t most = dossier_.past.days > 0 ? dossier_.past.busiest_day * 3 / 2 : all / 5;
  if (regular <= most) is_regular_ = std::move(is_regular);
}

}  // namespace queuehound
