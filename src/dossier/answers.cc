#include "dossier/answers.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "dossier/usual.h"

namespace queuehound {
namespace {

constexpr int kAnsweredWithin = 14;         // days
constexpr std::size_t kLongestPrefix = 40;  // "Automatische Antwort" and its like, in UTF-8

bool is_outgoing(const Ledger& ledger, const Message& message) {
  const SubmissionClass how = ledger.actors[message.actor].submission;
  return how == SubmissionClass::mailbox || how == SubmissionClass::local;
}

FlatMap people_written_to(const Ledger& ledger) {
  FlatMap people;
  for (const Message& message : ledger.messages)
    if (is_outgoing(ledger, message))
      ledger.for_each_recipient_of(
          message, [&](const RecipientEntry& recipient) { people.insert(recipient.hash, 0); });
  return people;
}

bool has_prefix_of_answer(std::string_view subject) {
  return subject.substr(0, kLongestPrefix).contains(": ");
}

std::vector<LetterIn> letters_from_outside(const Ledger& ledger) {
  std::vector<LetterIn> letters;
  for (MessageIndex index = 0; index < ledger.messages.size(); ++index) {
    const Message& message = ledger.messages[index];
    if (message.sender != 0 && ledger.actors[message.actor].submission == SubmissionClass::remote)
      letters.push_back({keyed_hash_folded(ledger.text(message.sender)), message.at, index});
  }
  std::ranges::sort(letters);
  return letters;
}

// `use(letter)` for each recipient who wrote here himself, at most so long before.
template <class Use>
void for_each_answered(const CaseFile& file, const Message& message, seconds before, Use&& use) {
  // Once for all programs that are asked about: sorting a day's mail costs more than to read it.
  if (!file.letters_in) file.letters_in = letters_from_outside(file.ledger);
  const std::vector<LetterIn>& letters = *file.letters_in;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    const auto letter =
        std::ranges::lower_bound(letters, LetterIn{recipient.hash, message.at - before});
    if (letter != letters.end() && letter->sender == recipient.hash && letter->at <= message.at)
      use(*letter);
  });
}

std::uint64_t answered_within(const CaseFile& file, const Message& message, seconds before) {
  std::uint64_t answered = 0;
  for_each_answered(file, message, before, [&](const LetterIn&) { ++answered; });
  return answered;
}

constexpr seconds kTheDayOf{86400};  // of a letter, in which it is answered
constexpr seconds kAtOnce{900};      // a program that looks every few minutes

}  // namespace

bool Answers::come_from_people_written_to(const std::vector<MessageIndex>& copies) {
  const Ledger& ledger = file_.ledger;
  if (!written_to_) written_to_ = people_written_to(ledger);
  const auto answers = std::ranges::count_if(copies, [&](MessageIndex copy) {
    const std::string_view sender = ledger.text(ledger.messages[copy].sender);
    return written_to_->find(keyed_hash_folded(sender)) != FlatMap::kNone;
  });
  return static_cast<std::size_t>(answers) * 2 > copies.size();
}

// Two clubs ask their members in one week, and all write "Re: our feast": each is looked at by
// itself. To five at most, or letters to hundreds of people would be answers as soon as each of
// them wrote one.
bool Answers::go_to_those_who_wrote_to_many(const std::vector<MessageIndex>& copies) {
  constexpr std::size_t kMostReaders = 5;
  const Ledger& ledger = file_.ledger;
  if (!has_prefix_of_answer(ledger.text(ledger.messages[copies.front()].subject))) return false;
  std::unordered_map<std::uint32_t, std::size_t> readers;  // string id → copies
  for (const MessageIndex copy : copies)
    ledger.for_each_recipient_of(
        ledger.messages[copy], [&](const RecipientEntry& recipient) { ++readers[recipient.text]; });
  std::erase_if(readers, [&](const auto& reader) {
    const auto& [address, letters] = reader;
    return address == 0 || letters * kMostReaders < copies.size() || unanswered(address) < letters;
  });
  const auto answers = std::ranges::count_if(copies, [&](MessageIndex copy) {
    bool is_answer = false;
    ledger.for_each_recipient_of(ledger.messages[copy], [&](const RecipientEntry& recipient) {
      is_answer |= readers.contains(recipient.text);
    });
    return is_answer;
  });
  if (static_cast<std::size_t>(answers) * 10 < copies.size() * 9) return false;
  for (const auto& [address, letters] : readers) unanswered(address) -= letters;
  return true;
}

std::uint64_t& Answers::unanswered(std::uint32_t mailbox) {
  const auto [left, is_new] = unanswered_.try_emplace(mailbox);
  if (is_new) left->second = written_lately(file_, file_.ledger.text(mailbox), kAnsweredWithin);
  return left->second;
}

bool Answers::are(const std::vector<MessageIndex>& copies) {
  if (copies.empty()) return false;
  return come_from_people_written_to(copies) || go_to_those_who_wrote_to_many(copies);
}

std::uint64_t answered_at_once(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  std::uint64_t answered = 0;
  for (const MessageIndex index : messages)
    answered += answered_within(file, file.ledger.messages[index], kAtOnce);
  return answered;
}

std::uint64_t answered_by_desk(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  constexpr std::size_t kMostStaff = 12;
  constexpr std::uint64_t kShare = 4, kTimes = 3;  // of the questions: what is written of each
  struct Reader {
    std::uint64_t letters = 0, questions = 0;
    MessageIndex last = kNothing;  // of these
  };
  std::unordered_map<std::uint64_t, Reader> readers;  // by hash of the address
  std::uint64_t askers = 0;
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    for_each_answered(file, message, kAtOnce, [&](const LetterIn& letter) {
      Reader& reader = readers[letter.sender];
      askers += reader.questions == 0;
      reader.questions += letter.message != reader.last;
      reader.last = letter.message;
    });
    file.ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { ++readers[recipient.hash].letters; });
  }
  std::uint64_t answered = 0;
  std::uint64_t told = 0;
  std::size_t staff = 0;
  for (const auto& [hash, reader] : readers) {
    answered += std::min(reader.letters, kTimes * reader.questions);
    if (reader.questions > 0 || reader.letters * kShare < askers ||
        reader.letters > kTimes * askers)
      continue;
    ++staff;
    told += reader.letters;
  }
  return staff <= kMostStaff ? answered + told : answered;
}

bool is_sent_back(const CaseFile& file, const Message& message) {
  return message.recipients > 0 && answered_within(file, message, kTheDayOf) >= message.recipients;
}

bool are_askers_invented(const CaseFile& file, const std::vector<MessageIndex>& answers) {
  constexpr std::size_t kTimesBefore = 10;
  constexpr seconds kHistory{86400};
  const Ledger& ledger = file.ledger;
  if (!ledger.oldest_log || *ledger.oldest_log + kHistory > ledger.from()) return false;
  struct Network {  // of one customer: who has a /48 has an address for each letter
    std::set<std::uint64_t> people;
    std::uint64_t before = 0;  // letters, by any host of it: a provider's are ever others
  };
  const auto network_of = [&](std::uint32_t address) {
    return site_network_of(ledger.address(address)).base;
  };
  std::unordered_map<IpAddress, Network, IpAddressHash> networks;
  std::set<std::uint64_t> all;
  for (const MessageIndex answer : answers)
    for_each_answered(file, ledger.messages[answer], kTheDayOf, [&](const LetterIn& letter) {
      networks[network_of(ledger.messages[letter.message].address)].people.insert(letter.sender);
      all.insert(letter.sender);
    });
  std::erase_if(networks, [](const auto& row) {
    constexpr std::size_t kMany = 10;
    return row.second.people.size() < kMany;
  });
  if (networks.empty()) return false;
  for (const ActorRecord& host : ledger.actors) {
    if (host.submission != SubmissionClass::remote || host.name == 0) continue;
    const auto network = networks.find(network_of(host.name));
    if (network != networks.end()) network->second.before += messages_before_window(ledger, host);
  }
  std::size_t invented = 0;
  for (const auto& [base, network] : networks)
    if (network.before * kTimesBefore < network.people.size()) invented += network.people.size();
  return invented * 3 >= all.size();
}

std::uint64_t written_lately(const CaseFile& file, std::string_view mailbox, int days) {
  const ActorId actor = file.ledger.find_actor(SubmissionClass::mailbox, mailbox, "");
  if (actor == FlatMap::kNone) return 0;
  const std::int64_t first = file.now.time_since_epoch().count() / 3600 - 24 * days;
  std::uint64_t people = 0;
  for (const HourCount& hour : file.ledger.hours_of(file.ledger.actors[actor]))
    if (hour.hour >= first) people += std::max(hour.messages, hour.recipients);
  return people;
}

}  // namespace queuehound
