#include "verdict/first_day.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "mail/address.h"
#include "verdict/clients.h"
#include "verdict/homes.h"
#include "verdict/readings.h"

namespace queuehound {
namespace {

constexpr seconds kAllDay{14400};

bool sits_there(const Reading& reading, Time begun) {
  constexpr seconds kBefore{3600}, kLittleBefore{600};
  const bool is_all_day = reading.last - reading.first >= kAllDay;
  return reading.is_for_hours() && reading.first + (is_all_day ? kLittleBefore : kBefore) <= begun;
}

// Who sends his circular first thing in the morning reads after it, all day, and nobody reads
// elsewhere. A thief reads on for answers, too; but the mailboxes that are worth it have owners,
// who look into them on that day. Of one that nobody reads he is known by his letters' fate.
bool is_only_desk(const Readings& readings, const Reading& reading) {
  constexpr std::uint32_t kSessions = 4;
  return readings.size() == 1 && reading.sessions >= kSessions &&
         reading.last - reading.first >= kAllDay;
}

class FirstDay {
 public:
  FirstDay(const CaseFile& file, Time begun, const Dossier& dossier)
      : file_(file),
        dossier_(dossier),
        begun_(begun),
        user_(file.ledger.strings.find(dossier.account)),
        readings_(readings_of(file, user_)) {}

  // "" where nothing tells that the client's place is the owner's.
  std::string why_owners(const Client& client) const {
    if (is_desk(readings_, client) || is_reader_beside_botnet(client))
      return "this mailbox is read from here all day, and no older log tells of its places";
    if (readings_.empty() && dossier_.clients.size() == 1 && sits_a_colleague_at(client))
      return "another mailbox of its domain is read from here all day, and no older log tells of "
             "its places";
    return {};
  }

 private:
  bool is_desk(const Readings& readings, const Client& client) const {
    const Reading* const reading = reading_near(file_, readings, client.address);
    if (reading == nullptr) return false;
    std::uint32_t most = 0;
    for (const auto& [place, other] : readings) most = std::max(most, other.sessions);
    if (reading->sessions * 2 < most) return false;
    return sits_there(*reading, begun_) ||
           (is_only_desk(readings, *reading) &&
            !has_failed_near(file_, user_, near(file_, client.address)));
  }

  // A botnet sends from its hundred addresses whether or not the owner came to his desk before it
  // began. Of an intruder's place that is taken for the desk, the others are blocked all the same.
  bool is_reader_beside_botnet(const Client& client) const {
    const Reading* const reading = reading_near(file_, readings_, client.address);
    return dossier_.is_scattered && reading != nullptr && reading->is_for_hours() &&
           client.messages < kMostOfAReader;
  }

  // Invoices go out by a mailbox that nobody reads, all from the desk where the office's is read.
  // Whoever stole two mailboxes of one firm and reads in one for hours, to send with the other,
  // could as well read in that.
  bool sits_a_colleague_at(const Client& client) const {
    const std::string_view domain = domain_of(dossier_.account);
    std::set<std::uint32_t> users = users_beside(file_, client.address);
    return users.size() <= kMostUsers && std::ranges::any_of(users, [&](std::uint32_t user) {
             return user != user_ && domain_of(file_.ledger.text(user)) == domain &&
                    is_desk(readings_of(file_, user), client);
           });
  }

  const CaseFile& file_;
  const Dossier& dossier_;
  Time begun_;
  std::uint32_t user_;
  Readings readings_;
};

}  // namespace

void heed_desk_of_first_day(const CaseFile& file, Time begun, Dossier& dossier) {
  if (dossier.past.days > 0 || dossier.has_history_of_clients) return;
  const FirstDay day(file, begun, dossier);
  for (Client& client : dossier.clients) {
    if (client.is_usual) continue;
    client.why_usual = day.why_owners(client);
    client.is_usual = !client.why_usual.empty();
  }
}

}  // namespace queuehound
