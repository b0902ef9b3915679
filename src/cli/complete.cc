// `queuehound complete`: asked by the shells' scripts. Incident ids and subjects need a scan, which
// is given a second; a slower server offers none.
#include <signal.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/output.h"
#include "cli/read_server.h"

namespace queuehound {
namespace {

constexpr unsigned kDeadlineSeconds = 1;

void leave_in_time() {
  struct sigaction action{};
  action.sa_handler = [](int) { ::_exit(0); };
  ::sigaction(SIGALRM, &action, nullptr);
  ::alarm(kDeadlineSeconds);
}

// Of the server that the words before name (--root, --config ...).
std::vector<std::string> ids_for(std::span<const std::string> words) {
  std::vector<std::string_view> typed{"scan"};
  for (const std::string& word : words.subspan(1, words.size() - 2)) typed.push_back(word);
  Invocation asked = parse_arguments(typed);
  if (asked.what != Invocation::What::run) asked.options = {};
  Progress progress(false, 80);
  const auto reading = read_server(asked.options.scan, progress);
  if (!reading) return {};
  std::vector<std::string> ids;
  for (const Incident& incident : judge_server(asked.options.scan, **reading).incidents)
    for (const std::string& text : {incident.id, incident.actor_subject()})
      // What a shell would have to quote, or a terminal must not see, is not offered.
      if (to_printable(text) == text && text.find_first_of(" \t$`\"'\\;&|<>()*?[]~!#") == text.npos)
        ids.push_back(text);
  return ids;
}

}  // namespace

int run_complete(std::span<const std::string> words) {
  leave_in_time();
  const std::vector<std::string> ids =
      wants_ids(words) ? ids_for(words) : std::vector<std::string>{};
  std::string out;
  for (const std::string& word : completions(words, ids)) out += word + "\n";
  return put_results(out) ? 0 : 2;
}

}  // namespace queuehound
