// Runs one program of the server by its argument vector: no shell, a clean environment, closed
// descriptors, a time limit after which it and its children are killed.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace queuehound {

struct ProgramRun {
  std::vector<std::string> arguments;         // [0] is the absolute path
  std::string input = {};                     // its standard input
  std::vector<std::string> environment = {};  // added to PATH, LC_ALL=C and HOME=/root
  std::chrono::seconds limit{30};
  std::string shown = {};  // what error texts call it, where an argument is a secret
};

struct ProgramResult {
  int status = 0;              // exit status; 128 + n where signal n ended it
  std::string output, errors;  // at most 16 MiB and 64 KiB; the rest is read and dropped
};

// Errors: it could not be started, or the limit passed. A status other than 0 is no error here.
Result<ProgramResult> run_program(const ProgramRun& run);

// Called once of a program that takes longer than a person believes in: what is waited for, and
// after how long it would be stopped. Set at the start, before any program is run.
using TellOfWaiting = void (*)(const std::string& shown, std::chrono::seconds limit);
void tell_of_waiting(TellOfWaiting tell);

// The first of these that exists and is an executable file owned by root; "" where none is.
std::string find_program(const std::vector<std::string>& paths);

}  // namespace queuehound
