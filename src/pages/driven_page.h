// Letters within reach of requests, and who drives a page to which others post all day.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

using Seconds = std::vector<std::int64_t>;  // sorted

// Did a request at one of `times` come within reach of a message at `at`?
bool reaches(const Seconds& times, Time at);

// Of half of the letters each follows a post of somebody new, who posts to the page hardly ever in
// vain: he drives it, however many open pages of editors post there beside him. Where letters fill
// the seconds, a new editor is followed by one as well, but posts far less often than they come.
bool is_driven_by_newcomers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                            const Dossier& dossier, const PageId& page);

}  // namespace queuehound
