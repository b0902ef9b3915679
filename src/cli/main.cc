// Arguments → command → exit status; nothing else.
#include <unistd.h>

#include <exception>
#include <new>
#include <string_view>
#include <vector>

#include "base/run_program.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace {

constexpr int kFailed = 2;

int run(const queuehound::Invocation& invocation) {
  using What = queuehound::Invocation::What;
  switch (invocation.what) {
    case What::run:
      return invocation.command->run(invocation.options);
    case What::show:
      return queuehound::put_results(invocation.text) ? 0 : kFailed;
    case What::wrong:
      queuehound::complain(invocation.text, invocation.next);
  }
  return kFailed;
}

// No way back from here: say so, without asking for memory, and leave like any other failure.
void out_of_memory() {
  constexpr std::string_view kWords =
      "queuehound: out of memory\n  try: a shorter --since, or a machine with more\n";
  (void)!write(STDERR_FILENO, kWords.data(), kWords.size());
  _exit(kFailed);
}

// What nobody caught, on whatever thread. Whoever changes the server has written down what he did:
// it is as if he had been killed.
void ended_by_a_bug() {
  constexpr std::string_view kWords =
      "queuehound: ended by a bug in queuehound\n  please report it, with the command and the "
      "line it reads where you know it\n";
  (void)!write(STDERR_FILENO, kWords.data(), kWords.size());
  _exit(kFailed);
}

}  // namespace

int main(int count, char** words) {
  std::set_new_handler(out_of_memory);
  std::set_terminate(ended_by_a_bug);
  queuehound::secure_standard_streams();
  queuehound::tell_of_waiting(queuehound::say_who_is_slow);
  const std::vector<std::string_view> arguments(words + (count > 0), words + count);
  const int status = run(queuehound::parse_arguments(arguments));
  return queuehound::close_results() ? status : kFailed;
}
