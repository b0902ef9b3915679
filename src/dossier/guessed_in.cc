#include "dossier/guessed_in.h"

#include <algorithm>
#include <map>
#include <set>

#include "dossier/homes.h"
#include "dossier/known_networks.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"

namespace queuehound {
namespace {

// An owner gives up earlier, or asks for a new password.
constexpr std::uint32_t kTries = 10;
constexpr std::uint32_t kTestLetters = 1;
// To see that it opens. A telephone that was told the new password at last goes on reading.
constexpr std::uint32_t kLooks = 2;
constexpr seconds kLastTry{60};  // answered when the next had got in

struct Trial {  // of one address
  std::uint32_t failures = 0, failures_other = 0, row = 0, letters = 0, looks = 0;
  Time first_failure = Time::max(), last_failure = Time::min(), got_in = Time::max();

  // Dovecot's and Exim's logs tell of the same attempt; the larger number holds.
  std::uint32_t count() const { return std::max(failures, failures_other); }
  bool is_guessing() const {
    return count() >= kTries && got_in != Time::max() && first_failure < got_in &&
           last_failure <= got_in + kLastTry;
  }
};

using Trials = std::map<std::uint32_t, Trial>;  // by address

Trials trials_of(const CaseFile& file, std::uint32_t user) {
  const Ledger& ledger = file.ledger;
  Trials trials;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = ledger.logins[row];
    Trial& trial = trials[use.key.address];
    if (const Time first = ledger.got_in_of(use).first_success; first != Time{})
      trial.got_in = std::min(trial.got_in, first);
    if (is_reading(use.key.door)) trial.looks += ledger.successes_of(use);
    const std::uint32_t failures = ledger.failures_of(use);
    if (failures == 0) continue;
    if (trial.count() == 0) trial.row = row;
    (use.key.door == Login::Door::other ? trial.failures_other : trial.failures) += failures;
    trial.first_failure = std::min<Time>(trial.first_failure, use.first_failure);
    trial.last_failure = std::max<Time>(trial.last_failure, use.last_failure);
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    const auto trial = trials.find(sent.address);
    if (trial == trials.end()) continue;
    trial->second.got_in = std::min<Time>(trial->second.got_in, sent.use.first);
    trial->second.letters += sent.use.messages;
  }
  return trials;
}

// A telephone whose password was changed fails for days, and reads from there when it was told the
// new one; so does a guest of a hotel who had to look it up. An office is known by its others.
class Persons {
 public:
  Persons(const CaseFile& file, std::uint32_t user, Time onset)
      : file_(file), user_(user), known_(file, user, onset), readings_(readings_of(file, user)) {}

  bool are_at(std::uint32_t address) const {
    const PlaceOfReading* const reading = reading_near(file_, readings_, address);
    return known_.is_owners(file_.ledger.address(address)) ||
           (reading != nullptr && reading->is_for_hours()) || is_anybody_else_in(address);
  }

 private:
  bool is_anybody_else_in(std::uint32_t address) const {
    const std::set<std::uint32_t> users = users_beside(file_, address);
    return users.size() > kMostUsers || std::ranges::any_of(users, [&](std::uint32_t other) {
             return other != user_ && comes_in_without_a_try(other, address);
           });
  }
  bool comes_in_without_a_try(std::uint32_t other, std::uint32_t address) const {
    bool is_in = false, has_failed = false;
    for_each_stay(file_, other, [&](const Stay& stay) { is_in |= stay.address == address; });
    for (const std::uint32_t row : rows_of(file_.logins.logins_of_user, other)) {
      const LoginUse& use = file_.ledger.logins[row];
      has_failed |= use.key.address == address && file_.ledger.failures_of(use) > 0;
    }
    return is_in && !has_failed;
  }

  const CaseFile& file_;
  std::uint32_t user_;
  KnownNetworks known_;
  Readings readings_;
};

}  // namespace

std::vector<GuessedIn> guessed_in(const CaseFile& file, const Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  std::vector<GuessedIn> guessers;
  if (user == 0) return guessers;
  std::set<std::uint32_t> senders;
  for (const Client& client : dossier.clients)
    if (client.selected > 0 || client.is_usual) senders.insert(client.address);
  const Persons persons(file, user, dossier.first_bulk);
  for (const auto& [address, trial] : trials_of(file, user))
    if (trial.is_guessing() && trial.letters <= kTestLetters && trial.looks <= kLooks &&
        !senders.contains(address) && trial.got_in <= dossier.last_bulk && !persons.are_at(address))
      guessers.push_back({address, trial.count(), trial.row, trial.first_failure,
                          trial.last_failure, trial.got_in});
  std::ranges::sort(guessers, {}, &GuessedIn::got_in);
  return guessers;
}

}  // namespace queuehound
