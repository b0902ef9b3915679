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

std::string why_no_answer(std::vector<std::string> question) {
  constexpr std::chrono::seconds kLimit{10};
  const auto result = run_program({.arguments = std::move(question), .limit = kLimit});
  if (!result) return result.error().text;
  return result->status == 0 ? "" : "the kernel does not take its rules";
}

}  // namespace queuehound
