#include "verdict/script_place.h"

#include <array>
#include <string>

#include "base/text.h"

namespace queuehound {
namespace {

struct FolderWord {
  std::string_view word;  // a component of the path, lower case
  ScriptPlace place;
};
// Where no program of a site belongs. Folders of pictures, styles and uploads are written by the
// web server and served as files; a program in them was put there through a hole.
constexpr auto kFolderWords = std::to_array<FolderWord>({
    {"uploads", ScriptPlace::upload_folder},
    {"upload", ScriptPlace::upload_folder},
    {"files", ScriptPlace::upload_folder},
    {"images", ScriptPlace::upload_folder},
    {"image", ScriptPlace::upload_folder},
    {"img", ScriptPlace::upload_folder},
    {"media", ScriptPlace::upload_folder},
    {"css", ScriptPlace::upload_folder},
    {"fonts", ScriptPlace::upload_folder},
    {"avatars", ScriptPlace::upload_folder},
    {"cache", ScriptPlace::temporary},
    {"tmp", ScriptPlace::temporary},
    {"temp", ScriptPlace::temporary},
    {"shm", ScriptPlace::temporary},
    {"sessions", ScriptPlace::temporary},
});

}  // namespace

ScriptPlace place_of(std::string_view path) {
  if (path.starts_with("/tmp/") || path.starts_with("/var/tmp/") || path.starts_with("/dev/shm/"))
    return ScriptPlace::temporary;
  std::string_view rest = path;
  ScriptPlace place = ScriptPlace::ordinary;
  while (!rest.empty()) {
    const std::string part = to_lower(cut(rest, '/'));
    if (part.size() > 1 && part.front() == '.' && part != "..") return ScriptPlace::hidden;
    for (const FolderWord& folder : kFolderWords)
      if (part == folder.word && !rest.empty()) place = folder.place;
  }
  return place;
}

bool is_planted(ScriptPlace place) {
  return place == ScriptPlace::upload_folder || place == ScriptPlace::temporary ||
         place == ScriptPlace::hidden;
}

}  // namespace queuehound
