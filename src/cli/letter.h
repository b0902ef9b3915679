// Letters about one incident: from templates of this server or the built-in ones, printed, and sent
// where that was asked for.
#pragma once

#include "cli/explain_options.h"
#include "cli/read_server.h"
#include "cli/terminal.h"

namespace queuehound {

// The letter as it would be sent, with what the journal in `state_directory` says was done.
Letter letter_about(const Incident& incident, const ServerView& view, Audience audience,
                    const std::string& state_directory);

// Prints it and hands it to sendmail where asked. The exit status.
int show_letter(const Incident& incident, const ServerView& view, const ExplainOptions& options,
                const Terminal& terminal);

}  // namespace queuehound
