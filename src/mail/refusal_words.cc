#include "mail/refusal_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

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

}  // namespace

RefusalMeaning meaning_of_refusal(std::string_view reason) {
  const std::string lower = to_lower(reason.substr(0, 1024));
  for (const Phrase& phrase : kPhrases)
    if (lower.find(phrase.words) != std::string::npos) return phrase.meaning;
  return RefusalMeaning::other;
}

}  // namespace queuehound
