// Whom to write to about an account: the address its owner left with the panel.
#pragma once

#include <string>
#include <string_view>

#include "base/root_dir.h"
#include "host/server.h"

namespace queuehound {

// "" where no panel knows one, or what stands there is no plain address.
std::string contact_of(const RootDir& root, const Server& server, std::string_view account);

// local@domain of plain characters: nothing that could name a second recipient or end a header.
bool is_plain_address(std::string_view text);

}  // namespace queuehound
