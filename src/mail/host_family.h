// Hosts of one sender bear names below one domain: "out-6.bigmail.example" is a sister of
// "out-2.bigmail.example".
#pragma once

#include <string_view>

#include "base/ip_address.h"

namespace queuehound {

// What follows the first label of a host's verified name, or all of it where that would be no more
// than a registry's ("example", "co.uk"). Empty where the name says nothing of who sends: a
// provider's customers are all named alike, by their addresses ("198-51-100-66.dyn.example").
std::string_view family_of_host(std::string_view verified_name, const IpAddress& address);

// "mail-wm1-f41", "smtp-out", "mout": a word of it says that mail is sent from there. A computer at
// home and a rented one bear their provider's words for them.
bool is_mail_hosts_name(std::string_view verified_name);

}  // namespace queuehound
