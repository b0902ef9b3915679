#include "host/ask_exim.h"

#include <string>
#include <vector>

#include "base/run_program.h"
#include "host/exim_config.h"

namespace queuehound {
namespace {

// A configuration may look things up in a database that does not answer.
constexpr std::chrono::seconds kDeadline{5};

const std::vector<std::string> kBinaries{
    "/usr/sbin/exim",     "/usr/sbin/exim4",    "/usr/local/sbin/exim", "/usr/local/bin/exim",
    "/usr/exim/bin/exim", "/opt/exim/bin/exim", "/usr/bin/exim",        "/usr/lib/exim"};

// -bV and -bP in one run: the version and the options. What an old Exim does not know it says so
// in a line of its own and goes on; the newest words stand last.
const std::vector<std::string> kQuestions{"-bV",
                                          "-bP",
                                          "spool_directory",
                                          "log_file_path",
                                          "log_selector",
                                          "primary_hostname",
                                          "qualify_domain",
                                          "exim_user",
                                          "split_spool_directory",
                                          "timezone",
                                          "syslog_timestamp",
                                          "syslog_pid",
                                          "syslog_processname",
                                          "log_timezone",
                                          "configure_file",
                                          "+local_domains",
                                          "+relay_from_hosts",
                                          "+relay_hosts",
                                          "+relay_from",
                                          "+trustedmailhosts"};

}  // namespace

std::string find_exim() { return find_program(kBinaries); }

Result<EximAnswers> ask_exim(const RootDir& root) {
  if (!root.is_live()) return fail(Error::Kind::refused, "a copied tree: no program is run");
  EximAnswers answers;
  answers.binary = find_exim();
  if (answers.binary.empty())
    return fail(Error::Kind::gone, "no Exim at /usr/sbin/exim or the other usual places");
  ProgramRun exim{
      .arguments = {answers.binary}, .limit = kDeadline, .shown = answers.binary + " -bP"};
  exim.arguments.insert(exim.arguments.end(), kQuestions.begin(), kQuestions.end());
  answers.options = TRY(run_program(exim)).output;
  answers.version = exim_version_in(answers.options);
  return answers;
}

}  // namespace queuehound
