// What a page wrote for those who called it: to whom, and how many of them do not exist.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

using Addresses = std::unordered_set<std::uint32_t>;  // ids of WebEvidence

std::vector<MessageIndex> letters_of(const Dossier& dossier, const Addresses& addresses);

// No more than people mistype of their own addresses, or have given up since: a phone's keyboard
// brings a contest to 5 %. Lists are a tenth dead at least.
bool are_mistyped_only(std::uint64_t bad, std::uint64_t all);
// Of the few letters of one address one more may be mistyped: two of a class of seventeen are no
// dead list, nor are four of thirty parents at a school's one address.
bool is_dead_list(std::uint64_t bad, std::uint64_t all);

// Inside the window, each recipient once: most refusals as spam are failures, and some put the
// letter off.
std::uint64_t turned_away(const CaseFile& file, const std::vector<MessageIndex>& letters);

struct MostTold {
  std::uint64_t person = 0, letters = 0;
};
MostTold most_told(const CaseFile& file, const std::vector<MessageIndex>& letters);

// Letters to whom the visitors typed: not those that tell the site's own people of an entry, nor
// `owner` elsewhere.
std::vector<MessageIndex> to_visitors(const CaseFile& file,
                                      const std::vector<MessageIndex>& letters,
                                      std::uint64_t owner);

// Who types the same people again and again.
Addresses with_burials(const CaseFile& file, const Dossier& dossier, std::uint64_t owner);

// Whose own letters fail. Robots that come on the day of a crowd must not cost it the excuse.
Addresses with_dead_lists(const CaseFile& file, const Dossier& dossier,
                          bool (*is_dead)(std::uint64_t bad, std::uint64_t all));

}  // namespace queuehound
