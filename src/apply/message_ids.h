// The ids an action names, checked: they become file names and arguments of Exim.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "mail/message_id.h"
#include "remedy/action.h"

namespace queuehound {

// Sorted, each once. Kind::refused: none, or one is no id of Exim's.
inline Result<std::vector<MessageId>> ids_of(const Action& action) {
  std::vector<MessageId> ids;
  ids.reserve(action.messages.size());
  for (const std::string& text : action.messages) {
    const auto id = parse_message_id(text);
    if (!id)
      return fail(Error::Kind::refused,
                  "\"" + to_printable(text) + "\" is no message id of Exim's: nothing was done");
    ids.push_back(*id);
  }
  if (ids.empty()) return fail(Error::Kind::refused, "the action names no messages");
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace queuehound
