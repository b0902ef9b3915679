// Whom a webmail names as its client: the address that connected, or what a proxy of ours says
// stood behind it.
#pragma once

#include <string_view>

#include "base/ip_address.h"
#include "formats/webmail_event.h"

namespace queuehound {

bool is_of_our_own_net(const IpAddress& address);  // loopback or private

// The nearest address to us in "a, b, c" that is not one of our own proxies: everything further
// left is what that one claimed. Empty where what stands there is no address.
std::string_view last_public(std::string_view list);

// A forwarded address counts where one of our own connected, and nobody else's.
void set_webmail_client(std::string_view peer, std::string_view forwarded_for, WebmailEvent& event);

}  // namespace queuehound
