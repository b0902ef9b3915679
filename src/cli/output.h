// The two ways out: results to standard output, everything else to standard error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/whole_file.h"

namespace queuehound {

// From here on something may be changed: results that cannot be written are no reason to say that
// nothing was. `look` is the command that tells what was.
void results_follow_changes(std::string_view look);

// Writes results to standard output. False where they could not be written (a full disk), which it
// has complained about; a reader that left is no failure.
[[nodiscard]] bool put_results(std::string_view text);

// "queuehound: <text>", made printable, and on a second line what to do next, where there is such.
void complain(std::string_view text, std::string_view next = {});

// What went wrong, and for what we may not read: how to be allowed to.
void complain(const Error& error);

// For tell_of_waiting: who sits before a silent terminal wants to know whom it waits for.
void say_who_is_slow(const std::string& program, std::chrono::seconds limit);

// The same as a text, with its line breaks.
std::string complaint(std::string_view text, std::string_view next = {});

// A server may start us without standard streams; then the next file opened would take their place
// and receive our output. And a pipe closed early must not kill us half-way.
void secure_standard_streams();

// Closing is where some file systems report that what was written is lost.
[[nodiscard]] bool close_results();

}  // namespace queuehound
