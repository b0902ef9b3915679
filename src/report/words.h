// The sentences of the reports: what a kind of incident is, how sure we are, what an action does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dossier/incident.h"

namespace queuehound {

// "a script is sending spam now", "a script sent spam until 13:02" (`until`).
std::string kind_sentence(const Incident& incident, std::string_view until);

// Who it is about, raw: the mailbox, the script, the page, the list or the first address.
std::string actor_name(const Incident& incident);

// "sure", "likely" or "possible": a number would claim more than anybody knows.
std::string_view certainty_word(double confidence);

// "block 203.0.113.77", with `target` made printable by the caller.
std::string action_words(std::string_view action, std::string_view target);

// "main log" for exim_main; a kind without words stands for itself.
std::string_view source_words(std::string_view kind);

// One of twenty lines of the main logs, or more, is none that we know: another version's, damaged,
// or somebody's who wants it so.
bool is_main_log_strange(const ScanResult& result);

// What could not be read, where an answer "nothing" would say too much; "" where all was.
std::string_view unread_words(const ScanResult& result);

}  // namespace queuehound
