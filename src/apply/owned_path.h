// Where a path of an account really lies, and whether it is that account's: what stands between a
// path that evidence named and a change to it.
#pragma once

#include <string>

#include "apply/doing.h"
#include "base/fd.h"

namespace queuehound {

struct OwnedFile {
  std::string path;  // without links, inside the account's home or its site's document root
  std::string account;
  Fd fd;
};

// Opened component by component, never through a link. Kind::refused: no home and no document root
// holds it, a stranger owns it, it has a second name (a hard link), or it is no regular file.
// Kind::gone: nothing is there.
Result<OwnedFile> open_owned_file(const LiveServer& live, const std::string& path);

// The path with the links resolved that lead to the home or the document root itself: those the
// server was found with. What follows is as it was. "" where neither holds it.
std::string path_without_links(const Server& server, const std::string& path);

}  // namespace queuehound
