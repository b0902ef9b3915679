// An open relay through which many hosts send a few letters each: no host alone shows it.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Whether settings give the host its right, or it stands inside. Where no settings tell, nobody is
// known to have one.
bool is_relay_by_settings(const CaseFile& file, const IpAddress& address);

struct RelayedMail {  // of one host without a login
  std::uint32_t address = 0;
  const std::vector<ActorId>* actors = nullptr;
  const std::vector<MessageIndex>* messages = nullptr;
};

// The domains of their senders, none of them held here, under which hosts of three providers write,
// or three of one that never sent through this server before: a company's servers stand together,
// or have stood for long. Five such hosts and more are two thirds of all who relay without a right,
// and a tenth of the people they write to never existed (a fifth, where it is one provider), or
// many call it spam. A mail gateway's guests write under a few great providers' names, too, but
// they are few among all, and write to the same people again and again. Empty where there is no
// such hole.
std::unordered_set<std::string_view> domains_of_scattered_relay(
    const CaseFile& file, const std::vector<RelayedMail>& hosts);

}  // namespace queuehound
