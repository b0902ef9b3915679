// Opening a path inside a directory tree as if that tree were the whole world: absolute links start
// at its top, ".." stops there. Two ways with one meaning; root_dir.cc chooses.
#pragma once

#include <string_view>

#include "base/fd.h"

namespace queuehound {

enum class LinkRule {
  follow,     // every link, inside the tree
  keep_last,  // a link at the end of the path is itself what is meant (lstat)
  refuse,     // any link is ELOOP
};

// An O_PATH descriptor: it can be asked what it is, nothing has been opened for reading yet. On
// failure an empty Fd, errno says why.
Fd open_path_in_root(int root, std::string_view path, LinkRule rule);

// The same without openat2, for kernels before 5.6 and for seccomp filters that refuse it.
Fd walk_path_in_root(int root, std::string_view path, LinkRule rule);

}  // namespace queuehound
