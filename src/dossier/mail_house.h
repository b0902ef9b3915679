// A great provider's hosts that mail goes out by: whoever blocks one loses the mail of people who
// never heard of the mailbox that was abused. Known by names that were verified, sound like mail
// hosts', and that the hosts call themselves by (AddressUse::family).
#pragma once

#include <map>
#include <set>
#include <string>

#include "dossier/dossier.h"

namespace queuehound {

class MailHouses {
 public:
  // Of the clients of one mailbox. Both must outlive it.
  MailHouses(const CaseFile& file, const Dossier& dossier);

  // Why the client is such a host; "" where it is none. Its sisters bring mail of many people here;
  // or the mailbox was sent from so many of them that no thief's machines are as many whose names,
  // verified, say one house's, and who say so themselves.
  std::string why_spare(const Client& client) const;

 private:
  struct Hosts {
    std::size_t count = 0;
    std::set<IpAddress> networks;  // of providers
  };

  const CaseFile& file_;
  std::map<std::uint32_t, Hosts> hosts_of_;  // by family
};

}  // namespace queuehound
