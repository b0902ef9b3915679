// Arguments → command → exit status; nothing else.
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/scan.h"

namespace {

constexpr int kFailed = 2;

int run(const queuehound::Invocation& invocation) {
  using What = queuehound::Invocation::What;
  switch (invocation.what) {
    case What::scan:
      return queuehound::run_scan(invocation.scan);
    case What::show:
      return queuehound::put_results(invocation.text) ? 0 : kFailed;
    case What::wrong:
      queuehound::complain(invocation.text, invocation.next);
  }
  return kFailed;
}

}  // namespace

int main(int count, char** words) {
  queuehound::secure_standard_streams();
  const std::vector<std::string_view> arguments(words + (count > 0), words + count);
  const int status = run(queuehound::parse_arguments(arguments));
  return queuehound::close_results() ? status : kFailed;
}
