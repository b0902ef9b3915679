// A guest on a mail server that is busy already: the least it can do is to stand back.
#pragma once

namespace queuehound {

// Niceness 10 and the idle class of disk access, for this thread and those it starts. Where the
// system refuses, we go on as we are.
void stand_back();

}  // namespace queuehound
