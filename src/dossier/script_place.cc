#include "dossier/script_place.h"

#include <algorithm>
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

bool is_in_systems_temporary(std::string_view path) {
  return path.starts_with("/tmp/") || path.starts_with("/var/tmp/") ||
         path.starts_with("/dev/shm/");
}

// Of the site that it belongs to, else of its account; "" where of neither.
std::string_view root_of(const Server& server, std::string_view path) {
  std::string_view longest;
  const auto consider = [&](std::string_view root) {
    while (root.ends_with('/')) root.remove_suffix(1);
    if (root.size() > longest.size() && root.size() < path.size() && path.starts_with(root) &&
        path[root.size()] == '/')
      longest = root;
  };
  if (const Site* site = server.site_of_path(path)) {
    consider(site->document_root);
    consider(site->resolved_root);
  }
  if (const Account* account = server.account_of_path(path)) {
    consider(account->home);
    consider(account->resolved_home);
  }
  return longest;
}

}  // namespace

ScriptPlace place_of_file(const Server& server, std::string_view path) {
  if (is_in_systems_temporary(path)) return ScriptPlace::temporary;
  return place_of(path.substr(root_of(server, path).size()));
}

ScriptPlace place_of(std::string_view path) {
  if (is_in_systems_temporary(path)) return ScriptPlace::temporary;
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

// Not functions.php: what themes mail by themselves they call from there.
bool is_part_of_theme(std::string_view path) {
  constexpr std::string_view kThemes = "/wp-content/themes/";
  constexpr auto kParts = std::to_array<std::string_view>(
      {"404.php",        "archive.php", "attachment.php", "author.php",     "category.php",
       "comments.php",   "date.php",    "footer.php",     "front-page.php", "header.php",
       "home.php",       "image.php",   "index.php",      "page.php",       "search.php",
       "searchform.php", "sidebar.php", "single.php",     "singular.php",   "tag.php",
       "taxonomy.php"});
  const std::size_t at = path.find(kThemes);
  if (at == std::string_view::npos) return false;
  std::string_view rest = path.substr(at + kThemes.size());
  cut(rest, '/');  // the theme's name
  return std::ranges::find(kParts, rest) != kParts.end();
}

bool is_planted(ScriptPlace place) {
  return place == ScriptPlace::upload_folder || place == ScriptPlace::temporary ||
         place == ScriptPlace::hidden;
}

}  // namespace queuehound
