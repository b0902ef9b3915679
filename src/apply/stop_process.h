// Stops (SIGSTOP) the running programs of an account that send; undo lets them go on.
// target: the account. Details: "script": a path; "directory": where it lies (else the script's).
#pragma once

#include <string>

#include "apply/doing.h"
#include "apply/processes.h"

namespace queuehound {

Doing stop_process_doing();

// What makes a process of the account one that sends.
struct MailerPlace {
  std::uint32_t uid = 0;
  std::string script, directory;  // "" unknown
};
// It stands in the directory or began there, its program lies there, or an argument names the
// script. Never one with a terminal, and never one of the server's own daemons, whoever it runs as.
bool is_mailer(const Process& process, const MailerPlace& place);

}  // namespace queuehound
