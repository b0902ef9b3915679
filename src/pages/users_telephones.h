// Who posts to a page that logs in for a mailbox as he did on other days: its owner's telephone.
#pragma once

#include <cstdint>
#include <set>
#include <unordered_map>

#include "base/ip_address.h"
#include "dossier/bought_list.h"
#include "dossier/dossier.h"
#include "evidence/web_evidence.h"

namespace queuehound {

// Such as ActiveSync's, which reads the mailbox, too: a telephone posts to it all day and looks at
// nothing, on the days before no less, and writes a person's letters to people who exist. That
// somebody posted tells of no password, and a botnet may knock for days before it has one: a
// mailbox is a few people's, and those are believed who came on most days. A thief who does so
// keeps a few addresses open, for a person's letters each, and loses the password. `letters_of`: by
// address. Answers neighbourhoods.
std::set<IpAddress> telephones_of_users(
    const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
    const std::unordered_map<std::uint32_t, ListFate>& letters_of);

}  // namespace queuehound
