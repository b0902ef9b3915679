#include "cli/live.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/clock.h"
#include "cli/output.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"

namespace queuehound {

bool may_change(std::string_view command, const Options& options) {
  if (!options.scan.is_live()) {
    complain(
        fmt::format("{} works on the live server only; a copied tree (--root) is never changed",
                    command),
        "queuehound plan ID --root DIR --shell");
    return false;
  }
  if (::geteuid() != 0) {
    std::string words(command);
    // "queue quarantine release" holds its first operands already.
    for (auto at = static_cast<std::size_t>(std::ranges::count(command, ' '));
         at < options.operands.size(); ++at)
      words += " " + shell_quote(options.operands[at]);
    complain(fmt::format("{} works with the server's own settings and our journal: only root may",
                         command),
             "sudo queuehound " + to_printable(words));
    return false;
  }
  results_follow_changes(command == "allow" ? "queuehound allow list" : "queuehound log");
  return true;
}

LiveServer live_of(const ServerView& view, const Options& options) {
  return {view.root, view.server, options.state.directory, clock_now()};
}

std::optional<bool> ask(std::string_view question) {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return {};
  (void)write_all(STDERR_FILENO, fmt::format("{} [y/N] ", question));
  std::array<char, 64> line;
  const ssize_t got = ::read(STDIN_FILENO, line.data(), line.size());
  const std::string answer =
      to_lower(trim({line.data(), static_cast<std::size_t>(got < 0 ? 0 : got)}));
  return answer == "y" || answer == "yes";
}

}  // namespace queuehound
