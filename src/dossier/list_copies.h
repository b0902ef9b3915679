// The copies that a list manager sends to a list's members.
#pragma once

#include <string>
#include <string_view>

#include "dossier/dossier.h"

namespace queuehound {

// A list that is set up on this server.
bool is_known_list(const CaseFile& file, std::string_view address);

// "news-bounces@lists.example" and its like → "news@lists.example"; "" for other senders.
std::string list_of_sender(std::string_view sender);

// The list whose copy the message is; "" for none. A list manager hands its copies to Exim from
// this server itself: over loopback or as a local program.
std::string list_of_message(const CaseFile& file, const Message& message);

}  // namespace queuehound
