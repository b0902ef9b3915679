#include "verdict/login_index.h"

namespace queuehound {

LoginIndex index_logins(const Ledger& ledger) {
  LoginIndex index;
  for (std::uint32_t row = 0; row < ledger.logins.size(); ++row) {
    index.logins_of_user[ledger.logins[row].key.user].push_back(row);
    index.logins_of_address[ledger.logins[row].key.address].push_back(row);
  }
  for (const auto& [key, use] : ledger.address_uses) {
    const auto row = static_cast<std::uint32_t>(index.submissions.size());
    const auto address = static_cast<std::uint32_t>(key & 0xFFFFFFFFu);
    index.submissions.push_back({ledger.actors[key >> 32].name, address, use});
    index.submissions_of_user[index.submissions.back().user].push_back(row);
    index.submissions_of_address[address].push_back(row);
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
