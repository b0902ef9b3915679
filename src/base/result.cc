#include "base/result.h"

#include <cerrno>
#include <system_error>

namespace queuehound {
namespace {

Error::Kind kind_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return Error::Kind::gone;
    case EACCES:
    case EPERM:
      return Error::Kind::denied;
    case ELOOP:
      return Error::Kind::refused;
    default:
      return Error::Kind::failed;
  }
}

}  // namespace

Error errno_error(std::string_view what, std::string_view where, int error_number) {
  std::string text(what);
  if (!where.empty()) text.append(" ").append(where);
  text.append(": ");
  // strerror is not safe in threads.
  text += error_number == ELOOP ? "a link is in the way, or links go round in a circle"
                                : std::generic_category().message(error_number);
  return {kind_of(error_number), std::move(text)};
}

}  // namespace queuehound
