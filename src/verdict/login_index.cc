#include "verdict/login_index.h"

namespace queuehound {

LoginIndex index_logins(const Ledger& ledger) {
  LoginIndex index;
  for (std::uint32_t row = 0; row < ledger.logins.size(); ++row) {
    index.logins_of_user[ledger.logins[row].key.user].push_back(row);
    index.logins_of_address[ledger.logins[row].key.address].push_back(row);
  }
  for (const AddressUse& use : ledger.address_uses) {
    const auto row = static_cast<std::uint32_t>(index.submissions.size());
    index.submissions.push_back({ledger.actors[use.actor].name, use.address, use});
    index.submissions_of_user[index.submissions.back().user].push_back(row);
    index.submissions_of_address[use.address].push_back(row);
  }
  return index;
}

const std::vector<std::uint32_t>& rows_of(
    const std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>& index, std::uint32_t key) {
  static const std::vector<std::uint32_t> kNone;
  const auto found = index.find(key);
  return found == index.end() ? kNone : found->second;
}

}  // namespace queuehound
