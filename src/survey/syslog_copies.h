// Through syslog Exim writes a refusal twice, once as a line of the main log and once as one of the
// reject log, where the message's headers may follow it (log.c; Server::doubles_in_syslog). Counted
// twice, a dozen mistyped passwords would be an attack.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace queuehound {

class SyslogCopies {
 public:
  // Whether this refusal is the second writing of one that the same process wrote before. A refusal
  // has one copy, so two that are alike and both written twice are two. `pid`: 0 where syslog
  // leaves it out.
  bool takes(std::uint64_t pid, std::string_view text) {
    for (Refusal& refusal : refusals_) {
      if (refusal.text.empty() || refusal.pid != pid || !text.starts_with(refusal.text)) continue;
      refusal.text.clear();
      return true;
    }
    Refusal& oldest = refusals_[next_++ % refusals_.size()];
    oldest.pid = pid;
    oldest.text.assign(text);
    return false;
  }

 private:
  struct Refusal {
    std::uint64_t pid = 0;
    std::string text;  // empty: its copy came
  };

  std::array<Refusal, 16> refusals_;  // others write between a process's two lines, but few
  std::size_t next_ = 0;
};

}  // namespace queuehound
