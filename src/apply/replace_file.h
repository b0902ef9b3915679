// A file that is ours alone, or has lines of ours: written whole or not at all, made where it is
// missing, left alone where it holds just that already.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/root_dir.h"

namespace queuehound {

// A new one is root's; its directory is made where that is missing (0755).
Result<> replace_file(const RootDir& root, std::string_view path, std::string_view bytes,
                      mode_t mode = 0600);

// Fine where there was none.
Result<> remove_file(const RootDir& root, std::string_view path);

}  // namespace queuehound
