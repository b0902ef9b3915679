// What a program of the server answered, where anything but success is an error.
#pragma once

#include <string>

#include "base/run_program.h"

namespace queuehound {

// Its standard output. Errors: it could not run, or ended with another status than 0; then the text
// holds the first lines of what it said.
Result<std::string> output_of(const ProgramRun& run);

}  // namespace queuehound
