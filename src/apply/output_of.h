// What a program of the server answered, where anything but success is an error.
#pragma once

#include <string>

#include "base/run_program.h"

namespace queuehound {

// Its standard output. Errors: it could not run, or ended with another status than 0; then the text
// holds the first lines of what it said.
Result<std::string> output_of(const ProgramRun& run);

// Whether a firewall's program answers at all: "" it does, else why not. Asked of each firewall
// before anything is done, so one that hangs must not cost half a minute each time.
std::string why_no_answer(std::vector<std::string> question);

}  // namespace queuehound
