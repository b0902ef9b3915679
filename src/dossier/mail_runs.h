// Letters that follow each other closely: one run of a mailer, begun by one request, job or letter.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

inline constexpr seconds kUnbrokenRun{5};  // gap inside one run

// Does a letter at `at` begin another run than the one before it? Time{}: there is none.
inline bool begins_run(Time previous, Time at) {
  return previous == Time{} || at - previous > kUnbrokenRun;
}

struct MailRun {
  Time start;
  std::uint64_t messages = 0;
};

// Of the dossier's messages inside the window, in order.
std::vector<MailRun> mail_runs_of(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
