// Other files that may have come with a program: its owner's of the same minute, the same bytes
// elsewhere on the server, the same telling name in other accounts. Says nothing about them.
//
// Bounds, so that a server of 5,000 accounts costs seconds and not hours: 50,000 entries below the
// account, 200,000 over the whole server, the sites taken in turn, folder by folder; contents are
// read only of programs of the very size, 64 MiB in all. Where a bound is met, it is said.
#pragma once

#include "base/root_dir.h"
#include "host/server.h"
#include "survey/entry_traces.h"

namespace queuehound {

// Fills siblings, siblings_are_cut and more_of_the_minute; wants file and is_change_time_known.
// `targets`: how many files are searched for in this scan, which share the bounds.
void find_siblings(const RootDir& root, const Server& server, const ScriptTarget& target,
                   std::size_t targets, ScriptTrace& trace);

}  // namespace queuehound
