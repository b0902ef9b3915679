// Why an incident's file is left as it is.
#pragma once

#include <string>

#include "dossier/dossier.h"

namespace queuehound {

// Where nobody tells of requests, a page that strangers abuse looks like an intruder's program.
// What has stood in its place since before all logs (the kernel's time: who writes over it makes it
// new), and mailed then or has the name of such a page, in words of its own, is the customer's for
// all that is known: many sites' form is pressed by nobody but robots. A shell that was planted
// long ago under that name is not sealed then, but its mail is held, and the letter says what to
// look at.
// Empty: it may be sealed.
std::string why_not_sealed(const Dossier& dossier);

}  // namespace queuehound
