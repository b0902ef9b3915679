// The manual pages, in man(7)'s language, from the table of commands and the table of settings:
// what
// --help says and what man says cannot differ.
#pragma once

#include <string>

namespace queuehound {

std::string program_manual();   // queuehound(1)
std::string settings_manual();  // queuehound.toml(5)

}  // namespace queuehound
