#include "survey/domain_places.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace queuehound {
namespace {

std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

}  // namespace

// By the bytes at both ends. Domains that an attacker makes alike there only put each other out.
DomainPlaces::Known& DomainPlaces::slot_of(std::string_view domain) {
  const std::uint64_t first = word_at(domain.data());
  const std::uint64_t last = word_at(domain.data() + domain.size() - kWord);
  return known_[mix(first ^ key_, last ^ domain.size()) % kKnown];
}

bool DomainPlaces::is_same(const Known& known, std::string_view domain) {
  if (known.length != domain.size()) return false;
  std::size_t at = 0;
  for (; at + kWord < domain.size(); at += kWord)
    if (word_at(known.text.data() + at) != word_at(domain.data() + at)) return false;
  at = domain.size() - kWord;  // overlaps the word before it
  return word_at(known.text.data() + at) == word_at(domain.data() + at);
}

std::uint32_t DomainPlaces::id_of(std::string_view domain) {
  if (domain.size() < kWord || domain.size() > kLongest) return ledger_.domain_id(domain);
  Known& known = slot_of(domain);
  if (is_same(known, domain)) return known.id;
  known.id = ledger_.domain_id(domain);
  known.length = static_cast<std::uint8_t>(domain.size());
  std::ranges::copy(domain, known.text.begin());
  return known.id;
}

// The server's table costs a string a question.
bool DomainPlaces::is_local(std::uint32_t id) {
  if (id >= places_.size()) places_.resize(std::max<std::size_t>(id + 1, places_.size() * 2));
  Place& place = places_[id];
  if (place == Place::unknown)
    place = server_.is_local_domain(ledger_.text(id)) ? Place::here : Place::elsewhere;
  return place == Place::here;
}

}  // namespace queuehound
