#include "attacks/thrown_letters.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/busy_hours.h"
#include "dossier/local_recipient.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kLetters = 100, kOfAnHour = 10, kOfACustomer = 20;
constexpr std::size_t kCustomers = 3;

struct Thrown {  // a letter to one person
  std::uint32_t person = 0, domain = 0;
  Time at{};
  auto operator<=>(const Thrown&) const = default;
};

// Ever other senders, nearly all of one domain.
bool writes_as_one_house(const Ledger& ledger, const Visitor& visitor) {
  std::unordered_set<std::uint32_t> senders;
  std::unordered_map<std::string_view, std::uint64_t> domains;
  std::uint64_t most = 0;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    senders.insert(message.sender);
    most = std::max(most, ++domains[domain_of(ledger.text(message.sender))]);
  });
  return senders.size() * 4 >= visitor.messages && most * 10 >= visitor.messages * 9;
}

std::vector<Thrown> letters_here(const CaseFile& file, const Visitor& visitor) {
  std::vector<Thrown> letters;
  for_each_message(file.ledger, visitor, [&](MessageIndex, const Message& message) {
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (is_local_recipient(file, recipient))
        letters.push_back({recipient.text, recipient.domain, message.at});
    });
  });
  std::ranges::sort(letters);
  return letters;
}

}  // namespace

bool throws_letters(const CaseFile& file, const HostFamilies& families, const Visitor& visitor) {
  if (visitor.messages < kLetters || families.has_written_before(visitor)) return false;
  if (!writes_as_one_house(file.ledger, visitor)) return false;
  const std::vector<Thrown> letters = letters_here(file, visitor);
  std::unordered_map<std::string, std::uint64_t> customers;
  std::uint64_t thrown = 0;
  for (auto begin = letters.begin(); begin != letters.end();) {
    const auto end = std::ranges::find_if(
        begin, letters.end(), [&](const Thrown& letter) { return letter.person != begin->person; });
    std::vector<Time> times;
    for (auto letter = begin; letter != end; ++letter) times.push_back(letter->at);
    std::uint64_t count = 0;
    for (const Burst& burst : bursts_of(times, kOfAnHour)) count += burst.count;
    if (count > 0) {
      const std::string_view domain = file.ledger.text(begin->domain);
      const std::string_view owner = file.server.owner_of_domain(domain);
      customers[std::string(owner.empty() ? domain : owner)] += count;
      thrown += count;
    }
    begin = end;
  }
  const auto hit = std::ranges::count_if(
      customers, [](const auto& customer) { return customer.second >= kOfACustomer; });
  return thrown >= kLetters && static_cast<std::size_t>(hit) >= kCustomers;
}

}  // namespace queuehound
