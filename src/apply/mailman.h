// Mailman's emergency moderation: every post of a list is held for its moderator, nothing is lost.
// Mailman 2.1 by config_list, Mailman 3 by mailman shell, each as the user that owns its data: what
// root writes there, Mailman could not write any more.
#pragma once

#include <string>
#include <string_view>

#include "apply/doing.h"

namespace queuehound {

struct ManagedList {
  int mailman = 3;      // or 2
  std::string program;  // mailman, config_list
  std::string user;     // as whom
  std::string name;     // "news@lists.example"; Mailman 2: "news", on cPanel "news_lists.example"
};

// Kind::refused, with the next best, for a list that neither of them has.
Result<ManagedList> find_managed_list(const LiveServer& live, std::string_view address);

// As the list manager writes it: "True", "1", ...
Result<std::string> read_emergency(const ManagedList& list);
Result<void> set_emergency(const ManagedList& list, std::string_view value);

bool means_on(std::string_view value);

}  // namespace queuehound
