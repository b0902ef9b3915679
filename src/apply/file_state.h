// All that a file is beside its bytes' meaning: owner, group, mode, times, attributes of chattr,
// extended attributes (ACLs and capabilities among them), size and hash. Taken before a change, put
// back by its undo. Works on an open descriptor only: a name could lead elsewhere by now.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "remedy/action.h"

namespace queuehound {

// "device" "inode" "uid" "gid" "mode" (octal) "size" "sha256" "atime" "mtime" (seconds.nanoseconds)
// "flags" (where the file system has such), "xattr:NAME" each. Reading leaves no trace, not even an
// access time, where the kernel allows it.
Result<Record> read_file_state(int fd, const std::string& path);

// What is read from it from now on moves no access time, where the kernel allows that: undo puts
// times back, and to look must not change them either.
void leave_no_access_time(int fd);

// Puts back what read_file_state took, whatever way it is now. Idempotent: it may have been cut off
// anywhere before. Bytes are not its business.
Result<> restore_file_state(int fd, const std::string& path, const Record& state);

// chattr's +i and +a stand in the way of every change; false: there was none. They are put back by
// restore_file_state.
Result<bool> lift_attributes(int fd, const std::string& path);

// What of `then` is different in `now`, a line each, in words: "owner: uid 1001, now 0". Only these
// names are looked at.
std::string difference_in(const Record& then, const Record& now,
                          const std::vector<std::string_view>& names);

std::string value_in(const Record& record, std::string_view name);  // "" where it is not there

}  // namespace queuehound
