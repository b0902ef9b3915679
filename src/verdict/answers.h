// Mail from many strangers at once that somebody here asked for: answers to a circular of his.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "verdict/dossier.h"

namespace queuehound {

// `copies`: messages of one text from hosts that never wrote before. True where most come from
// people this server wrote to, or go to one mailbox that wrote to as many people lately and bear
// the prefix of an answer ("Re: ...", "Automatic reply: ..." in any language).
bool are_answers(const CaseFile& file, const std::vector<MessageIndex>& copies);

// People the mailbox wrote to with its login in the last `days`, each as often as it did.
std::uint64_t written_lately(const CaseFile& file, std::string_view mailbox, int days);

}  // namespace queuehound
