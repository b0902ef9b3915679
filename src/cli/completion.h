// What a shell offers when Tab is pressed: scripts for the shells, made from the table of commands,
// and the program's own answer for what only a scan knows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

// For "bash", "zsh", "fish"; nothing for another.
std::optional<std::string> completion_script(std::string_view shell);

// What may stand for the last of `words` (what was typed behind the program's name; the last may be
// ""): commands, options of the command. `ids` are offered where its usage names an ID or SUBJECT.
std::vector<std::string> completions(std::span<const std::string> words,
                                     std::span<const std::string> ids);

// Whether `ids` would be asked for.
bool wants_ids(std::span<const std::string> words);
// Whether a message of the queue may: behind queue show, or where "msg:" or a digit was typed.
bool wants_messages(std::span<const std::string> words);

// The command `complete WORD...`: prints them a line each, within a second. Always 0.
int run_complete(std::span<const std::string> typed);

}  // namespace queuehound
