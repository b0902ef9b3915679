// Who logged in from where, by person and by address: asked for every client of every mailbox.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {

struct SubmissionUse {     // one address that sent with one mailbox's login
  std::uint32_t user = 0;  // string id
  std::uint32_t address = 0;
  AddressUse use;
};

struct LoginIndex {
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
      logins_of_user;  // → rows of Ledger::logins
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> logins_of_address;
  std::vector<SubmissionUse> submissions;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
      submissions_of_user;  // → rows of submissions
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> submissions_of_address;
};

LoginIndex index_logins(const Ledger& ledger);

// The rows of `index` for `key`; none where it is unknown.
const std::vector<std::uint32_t>& rows_of(
    const std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>& index, std::uint32_t key);

}  // namespace queuehound
