// What the live server's Exim says of itself.
#pragma once

#include <string>

#include "base/result.h"
#include "base/root_dir.h"

namespace queuehound {

// `exim -bP` and `exim -bV` answers of the live server, as printed; empty for a copied tree
// (--root runs no program).
struct EximAnswers {
  std::string binary;   // "/usr/sbin/exim4"
  std::string options;  // output of -bP spool_directory log_file_path log_selector ...
  std::string version;  // first line of -bV or "4.96"
};
// Runs it once, by argv, with a clean environment, nothing on stdin and a deadline; only on the
// live server. No Exim: Kind::gone.
Result<EximAnswers> ask_exim(const RootDir& root);

// The program itself, where one of the usual places has it; "" otherwise.
std::string find_exim();

}  // namespace queuehound
