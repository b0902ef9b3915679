#include "attacks/mail_bomb.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/busy_hours.h"
#include "dossier/answers.h"
#include "dossier/local_recipient.h"

namespace queuehound {
namespace {

// A person's mailbox takes tens of letters an hour; a subscription bomb is hundreds. Fewer hosts
// are a program that writes too much, on a machine or two or in a provider's rooms, and are judged
// one by one; but those of a rented botnet are in ever other networks, and each stays below what
// is much for one.
constexpr std::uint64_t kMessages = 500, kMessagesInAnHour = 200;
constexpr std::size_t kHosts = 100, kNetworks = 10;
constexpr std::uint64_t kBusierThanUsual = 10;  // than the mailbox's own median hour

template <class Use>
void for_each_letter(const CaseFile& file, ActorId host, Use&& use) {
  const Ledger& ledger = file.ledger;
  for (const MessageIndex index : ledger.messages_of(ledger.actors[host])) {
    const Message& message = ledger.messages[index];
    if (message.sender == 0 || !message.in_window) continue;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (recipient.text != 0) use(index, message, recipient);
    });
  }
}

// By string id, and only those that get so many.
std::vector<std::uint32_t> busy_recipients(const CaseFile& file,
                                           std::span<const ActorId> new_hosts) {
  std::vector<std::uint32_t> letters(file.ledger.strings.size());
  std::vector<std::uint32_t> busy;
  for (const ActorId host : new_hosts)
    for_each_letter(file, host, [&](MessageIndex, const Message&, const RecipientEntry& recipient) {
      if (++letters[recipient.text] == kMessages && is_local_recipient(file, recipient))
        busy.push_back(recipient.text);
    });
  return busy;
}

void add(const CaseFile& file, MessageIndex index, ActorId host, MailBomb& bomb) {
  if (!bomb.messages.empty() && bomb.messages.back() == index) return;
  const Message& message = file.ledger.messages[index];
  const std::uint32_t address = file.ledger.actors[host].name;
  bomb.messages.push_back(index);
  if (bomb.hosts.empty() || bomb.hosts.back().address != address)
    bomb.hosts.push_back({address, 0, message.at, message.at});
  MailBomb::Host& from = bomb.hosts.back();
  ++from.messages;
  from.first = std::min<Time>(from.first, message.at);
  from.last = std::max<Time>(from.last, message.at);
}

bool is_of_many(const CaseFile& file, const MailBomb& bomb) {
  if (bomb.hosts.size() >= kHosts) return true;
  std::set<IpNetwork> networks;
  for (const MailBomb::Host& host : bomb.hosts)
    networks.insert(provider_network_of(file.ledger.address(host.address)));
  return networks.size() >= kNetworks;
}

// All mail for the mailbox, of hosts that wrote before too: what is usual for it. A mailbox that is
// always so busy (a shop's, a list of complaints) has no bomb.
bool is_sudden(const CaseFile& file, MailBomb& bomb) {
  const auto hour_of = [](Time at) { return at.time_since_epoch().count() / 3600; };
  const std::int64_t first = hour_of(file.ledger.from()), last = hour_of(file.ledger.to());
  std::vector<std::uint64_t> hours(static_cast<std::size_t>(last - first + 1));
  std::vector<Time> times;
  for (const MessageIndex index : bomb.messages) {
    times.push_back(file.ledger.messages[index].at);
    ++hours[static_cast<std::size_t>(hour_of(times.back()) - first)];
  }
  std::ranges::sort(times);
  bomb.busiest_hour = most_in_an_hour(times);
  const std::size_t middle = hours.size() / 2;
  std::ranges::nth_element(hours, hours.begin() + static_cast<std::ptrdiff_t>(middle));
  return bomb.busiest_hour >= kMessagesInAnHour &&
         bomb.busiest_hour >= kBusierThanUsual * std::max<std::uint64_t>(1, hours[middle]);
}

// Days before the window on which all hosts together wrote, and how much on the busiest.
std::uint64_t busiest_day_before(const CaseFile& file) {
  constexpr std::size_t kDaysKnown = 3;
  const std::int64_t first_hour = file.ledger.from().time_since_epoch().count() / 3600;
  std::map<std::int32_t, std::uint64_t> days;
  for (const ActorRecord& actor : file.ledger.actors)
    if (actor.submission == SubmissionClass::remote)
      for (const HourCount& hour : file.ledger.hours_of(actor))
        if (hour.hour < first_hour) days[hour.hour / 24] += hour.messages;
  if (days.size() < kDaysKnown) return UINT64_MAX;
  std::uint64_t most = 0;
  for (const auto& [day, messages] : days) most = std::max(most, messages);
  return most;
}

}  // namespace

std::vector<MailBomb> find_mail_bombs(const CaseFile& file, std::span<const ActorId> new_hosts) {
  std::vector<MailBomb> bombs;
  std::vector<std::uint32_t> bomb_of(file.ledger.strings.size(), kNothing);
  for (const std::uint32_t recipient : busy_recipients(file, new_hosts)) {
    bomb_of[recipient] = static_cast<std::uint32_t>(bombs.size());
    bombs.emplace_back().recipient = recipient;
  }
  if (bombs.empty()) return bombs;
  for (const ActorId host : new_hosts)
    for_each_letter(file, host,
                    [&](MessageIndex index, const Message&, const RecipientEntry& recipient) {
                      if (bomb_of[recipient.text] != kNothing)
                        add(file, index, host, bombs[bomb_of[recipient.text]]);
                    });
  const std::uint64_t usual_day = busiest_day_before(file);
  Answers answers(file);
  std::erase_if(bombs, [&](MailBomb& bomb) {
    if (!is_of_many(file, bomb) || answers.are(bomb.messages)) return true;
    // As much as all the server got on any day: no burst is needed.
    const bool is_above_all = usual_day != UINT64_MAX && bomb.messages.size() >= 2 * usual_day;
    return !is_sudden(file, bomb) && !is_above_all;
  });
  for (MailBomb& bomb : bombs)
    std::ranges::stable_sort(bomb.hosts, std::greater{}, &MailBomb::Host::messages);
  return bombs;
}

}  // namespace queuehound
