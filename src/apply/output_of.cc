#include "apply/output_of.h"

#include <fmt/format.h>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostSaid = 400;  // nft repeats the whole command line that it did not like

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Result<std::string> output_of(const ProgramRun& run) {
  auto result = TRY(run_program(run));
  if (result.status == 0) return std::move(result.output);
  const std::string_view said = trim(result.errors.empty() ? result.output : result.errors);
  return fail(Error::Kind::failed,
              fmt::format("{} ended with status {}{}{}", name_of(run.arguments.front()),
                          result.status, said.empty() ? "" : ": ", said.substr(0, kMostSaid)));
}

}  // namespace queuehound
