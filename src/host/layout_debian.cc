// Debian's way to set Exim up: answers in update-exim4.conf.conf, the mail name in /etc/mailname.
#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {

void read_debian(Search& search) {
  for_each_line(text_of(search.root, "/etc/exim4/update-exim4.conf.conf"),
                [&](std::string_view line) {
                  for (const std::string_view key : {"dc_other_hostnames", "dc_relay_domains"})
                    if (line.starts_with(key))
                      for_each_word(
                          quoted_value(line, key),
                          [&](std::string_view domain) { search.local_domain(domain); }, " ;:");
                  if (!line.starts_with("dc_relay_nets=")) return;
                  search.server.relays_are_known = true;
                  for_each_word(
                      quoted_value(line, "dc_relay_nets"),
                      [&](std::string_view text) {
                        if (const auto network = parse_ip_network(text))
                          search.server.relay_networks.push_back(*network);
                      },
                      " ;");
                });
  const std::string mail_name(trim(text_of(search.root, "/etc/mailname", 4096)));
  search.local_domain(mail_name);
  if (search.server.qualify_domain.empty() && looks_like_domain(mail_name))
    search.server.qualify_domain = to_lower(mail_name);
}

}  // namespace queuehound
