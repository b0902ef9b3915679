// A program's letters no two of which are alike, by a script or over loopback: are they a mailing
// all the same?
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/regular_writers.h"

namespace queuehound {

// They are where a fifth of the people never existed, thirty at least, and there were many times
// more of them than on any other day (on the first day of the logs a hundred; where these know a
// day or two, a third and sixty, and not by a page that stood there before and visitors write by):
// a bought list. A shop's orders and a forum's letters go to who typed his address a moment before,
// and much fewer of these are wrong; letters that answer go to whoever wrote, and are none. A
// program whose list is better writes as an honest one does, and stays what it was. `largest_text`:
// recipients of the text with most.
bool are_letters_in_vain(const CaseFile& file, const Dossier& dossier, std::uint64_t largest_text);

// The same of a host that may relay for an office: who writes there as himself is left out (and who
// `regular` says writes as ever), and of the rest each letter bears another name of elsewhere, with
// thirty people at least, a third of all, who never existed. A forwarder keeps strangers' names,
// too, but sends them to the same few people. Parallel to the dossier's messages.
std::vector<char> in_vain_as_others(const CaseFile& file, const Dossier& dossier,
                                    const RegularWriters& regular);

}  // namespace queuehound
