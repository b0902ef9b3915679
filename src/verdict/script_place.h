// What a path alone says of a program: whether one belongs there.
#pragma once

#include <string_view>

#include "verdict/dossier.h"

namespace queuehound {

ScriptPlace place_of(std::string_view path);  // of a file, or of a page's path
bool is_planted(ScriptPlace place);           // where no program of a site belongs

}  // namespace queuehound
