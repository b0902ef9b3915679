// One pass over a block of a log, for what is asked of every line of it: where the line ends, and
// whether " args: " may stand in it (survey/forgery_guard).
#pragma once

#include <string_view>
#include <vector>

namespace queuehound {

struct BlockMarks {
  std::vector<const char*> line_ends;  // every LF, and the end of a last line that has none
  std::vector<const char*> colons;     // of every "s:", which is rare in a log where colons are not

  void find(std::string_view block);  // instead of what was found before
};

}  // namespace queuehound
