#include "mail/refusal_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace queuehound {
namespace {

struct Phrase {
  std::string_view words;  // lower case
  RefusalMeaning meaning;
};

// First match wins: the more telling words stand first ("greylisted" before "try again",
// "mailbox full" before "mailbox unavailable").
constexpr std::array kPhrases = std::to_array<Phrase>({
    {"greylist", RefusalMeaning::greylisting},
    {"graylist", RefusalMeaning::greylisting},
    {"grey listed", RefusalMeaning::greylisting},
    {"postgrey", RefusalMeaning::greylisting},
    {"over quota", RefusalMeaning::mailbox_full},
    {"overquota", RefusalMeaning::mailbox_full},
    {"quota exceeded", RefusalMeaning::mailbox_full},
    {"mailbox full", RefusalMeaning::mailbox_full},
    {"mailbox is full", RefusalMeaning::mailbox_full},
    {"mailbox quota", RefusalMeaning::mailbox_full},
    {"exceeded storage", RefusalMeaning::mailbox_full},
    {"out of storage", RefusalMeaning::mailbox_full},
    {" 5.2.2", RefusalMeaning::mailbox_full},
    {" 4.2.2", RefusalMeaning::mailbox_full},
    {"dictionary attack", RefusalMeaning::unknown_recipient},
    {"no such user", RefusalMeaning::unknown_recipient},
    {"no such recipient", RefusalMeaning::unknown_recipient},
    {"no such mailbox", RefusalMeaning::unknown_recipient},
    {"no such address", RefusalMeaning::unknown_recipient},
    {"no such person", RefusalMeaning::unknown_recipient},
    {"no mailbox here", RefusalMeaning::unknown_recipient},
    {"unknown user", RefusalMeaning::unknown_recipient},
    {"user unknown", RefusalMeaning::unknown_recipient},
    {"unknown recipient", RefusalMeaning::unknown_recipient},
    {"recipient unknown", RefusalMeaning::unknown_recipient},
    {"unknown local part", RefusalMeaning::unknown_recipient},
    {"user not found", RefusalMeaning::unknown_recipient},
    {"recipient not found", RefusalMeaning::unknown_recipient},
    {"mailbox not found", RefusalMeaning::unknown_recipient},
    {"invalid recipient", RefusalMeaning::unknown_recipient},
    {"invalid mailbox", RefusalMeaning::unknown_recipient},
    {"recipient rejected", RefusalMeaning::unknown_recipient},
    {"does not exist", RefusalMeaning::unknown_recipient},
    {"doesn't exist", RefusalMeaning::unknown_recipient},
    {"doesn't have a", RefusalMeaning::unknown_recipient},
    {"unrouteable address", RefusalMeaning::unknown_recipient},
    {"unroutable address", RefusalMeaning::unknown_recipient},
    {"unrouteable mail domain", RefusalMeaning::unknown_recipient},
    {"address rejected: undeliverable", RefusalMeaning::unknown_recipient},
    {"mailbox unavailable", RefusalMeaning::unknown_recipient},
    {"account is disabled", RefusalMeaning::unknown_recipient},
    {"account has been disabled", RefusalMeaning::unknown_recipient},
    {" 5.1.1", RefusalMeaning::unknown_recipient},
    {" 5.1.10", RefusalMeaning::unknown_recipient},
    {"relay", RefusalMeaning::relay},
    {"authentication required", RefusalMeaning::relay},
    {"not hosted here", RefusalMeaning::relay},
    // Lists of what a message says; all others list who handed it in.
    {"dbl.spamhaus", RefusalMeaning::spam},
    {"surbl", RefusalMeaning::spam},
    {"uribl", RefusalMeaning::spam},
    {"spamhaus", RefusalMeaning::listed},
    {"spamcop", RefusalMeaning::listed},
    {"barracudacentral", RefusalMeaning::listed},
    {"blocklist", RefusalMeaning::listed},
    {"block list", RefusalMeaning::listed},
    {"blacklist", RefusalMeaning::listed},
    {"black list", RefusalMeaning::listed},
    {"dnsbl", RefusalMeaning::listed},
    {" rbl", RefusalMeaning::listed},
    {"listed at", RefusalMeaning::listed},
    {"listed in", RefusalMeaning::listed},
    {"listed by", RefusalMeaning::listed},
    {"spam", RefusalMeaning::spam},
    {"reputation", RefusalMeaning::spam},
    {"junk", RefusalMeaning::spam},
    {"bulk mail", RefusalMeaning::spam},
    {"unsolicited", RefusalMeaning::spam},
    {"message content", RefusalMeaning::spam},
    {"content rejected", RefusalMeaning::spam},
    {"virus", RefusalMeaning::spam},
    {"phish", RefusalMeaning::spam},
    {"suspicious", RefusalMeaning::spam},
    {"rate limit", RefusalMeaning::spam},
    {"unusual rate", RefusalMeaning::spam},
    {"too many messages", RefusalMeaning::spam},
    {"complaints", RefusalMeaning::spam},
    {"policy violation", RefusalMeaning::spam},
    {" 5.7.1 ", RefusalMeaning::spam},
});

constexpr std::size_t letters_in_phrases() {
  std::array<bool, 128> seen{};
  for (const Phrase& phrase : kPhrases)
    for (const char c : phrase.words) seen[static_cast<unsigned char>(c)] = true;
  return static_cast<std::size_t>(std::ranges::count(seen, true));
}

constexpr std::size_t most_states() {
  std::size_t states = 1;
  for (const Phrase& phrase : kPhrases) states += phrase.words.size();
  return states;
}

// All phrases in one pass (Aho-Corasick): a spam run makes a refusal line of every third recipient,
// and a search per phrase was a tenth of the whole survey's instructions. A state is the place of
// its row in one array, so that from byte to byte there is an addition and a load and no more.
class PhraseFinder {
 public:
  PhraseFinder() {
    for (const Phrase& phrase : kPhrases)
      for (const char c : phrase.words) letter_of(c);
    add_state();
    for (std::size_t i = 0; i < kPhrases.size(); ++i) add(kPhrases[i].words, i);
    link();
  }

  // The first of kPhrases that `text` holds; kPhrases.size() where there is none.
  std::size_t find(std::string_view text) const {
    std::uint16_t first = kPhrases.size();
    const std::uint16_t* const rows = rows_.data();
    std::size_t at = 0;
    for (const char c : text) {
      at = rows[at + letters_[static_cast<unsigned char>(c)]];
      first = std::min(first, rows[at + kPhrase]);
    }
    return first;
  }

 private:
  // A row: where each letter leads (0 is any other letter), then the first phrase that ends here.
  static constexpr std::size_t kLetters = letters_in_phrases() + 1;
  static constexpr std::size_t kPhrase = kLetters, kRow = kLetters + 1;
  static_assert(most_states() * kRow <= 0x10000);

  std::uint8_t letter_of(char c) {
    std::uint8_t& letter = letters_[static_cast<unsigned char>(c)];
    if (letter == 0) letter = ++used_;
    if (c >= 'a' && c <= 'z') letters_[static_cast<unsigned char>(c - 32)] = letter;
    return letter;
  }

  std::uint16_t add_state() {
    const auto at = static_cast<std::uint16_t>(rows_.size());
    rows_.resize(rows_.size() + kRow);
    rows_[at + kPhrase] = kPhrases.size();
    return at;
  }

  void add(std::string_view words, std::size_t phrase) {
    std::size_t at = 0;
    for (const char c : words) {
      const std::size_t way = at + letter_of(c);
      if (rows_[way] == 0) {
        const std::uint16_t state = add_state();
        rows_[way] = state;
      }
      at = rows_[way];
    }
    rows_[at + kPhrase] = std::min(rows_[at + kPhrase], static_cast<std::uint16_t>(phrase));
  }

  // Where a state has no way on, the way of its longest proper suffix is taken.
  void link() {
    std::vector<std::uint16_t> suffix(rows_.size() / kRow), order;
    for (std::size_t letter = 0; letter < kLetters; ++letter)
      if (rows_[letter] != 0) order.push_back(rows_[letter]);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t state = order[i], shorter = suffix[state / kRow];
      rows_[state + kPhrase] = std::min(rows_[state + kPhrase], rows_[shorter + kPhrase]);
      for (std::size_t letter = 0; letter < kLetters; ++letter) {
        std::uint16_t& way = rows_[state + letter];
        if (way == 0) {
          way = rows_[shorter + letter];
        } else {
          suffix[way / kRow] = rows_[shorter + letter];
          order.push_back(way);
        }
      }
    }
  }

  std::array<std::uint8_t, 256> letters_{};
  std::uint8_t used_ = 0;
  std::vector<std::uint16_t> rows_;
};

}  // namespace

RefusalMeaning meaning_of_refusal(std::string_view reason) {
  static const PhraseFinder finder;
  const std::size_t found = finder.find(reason.substr(0, 1024));
  return found < kPhrases.size() ? kPhrases[found].meaning : RefusalMeaning::other;
}

}  // namespace queuehound
