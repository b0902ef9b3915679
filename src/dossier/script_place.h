// What a path alone says of a program: whether one belongs there.
#pragma once

#include <string_view>

#include "dossier/dossier.h"

namespace queuehound {

ScriptPlace place_of(std::string_view path);  // of a page's path
// Of a file: a customer may be called media, and his site lie in a folder of that name.
ScriptPlace place_of_file(const Server& server, std::string_view path);
// A part of a WordPress theme that index.php in the site's first folder includes: asked for by
// itself it ends at its first call of WordPress.
bool is_part_of_theme(std::string_view path);
bool is_planted(ScriptPlace place);  // where no program of a site belongs

}  // namespace queuehound
