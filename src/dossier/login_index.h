// Who logged in from where, by person and by address: asked for every client of every mailbox.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {

struct SubmissionUse {     // one address that sent with one mailbox's login
  std::uint32_t user = 0;  // string id
  std::uint32_t address = 0;
  const AddressUse& use;
};

// The ledger's address_uses, whose own rows tell an actor and no user.
class Submissions {
 public:
  Submissions() = default;
  explicit Submissions(const Ledger& ledger) : ledger_(&ledger) {}

  std::uint32_t size() const {
    return ledger_ == nullptr ? 0 : static_cast<std::uint32_t>(ledger_->address_uses.size());
  }
  SubmissionUse operator[](std::uint32_t row) const {
    const AddressUse& use = ledger_->address_uses[row];
    return {ledger_->actors[use.actor].name, use.address, use};
  }

 private:
  const Ledger* ledger_ = nullptr;
};

// Rows of a table by the string id they share, each list in the table's order. A few arrays in all:
// a list of its own for each of a hundred thousand addresses was a large part of a second look, and
// most strings are subjects, of which no row tells.
struct RowsOfString {
  std::vector<std::uint64_t> has_rows;  // a bit a string id
  std::vector<std::uint32_t> before;    // such ids before each 64 of them
  std::vector<std::uint32_t> begins;    // by such id, and one more
  std::vector<std::uint32_t> rows;
};

struct UserNear {  // who got in from near an address of IPv6
  IpAddress base;  // of its neighbourhood
  std::uint32_t user = 0;
  auto operator<=>(const UserNear&) const = default;
};

struct LoginIndex {
  RowsOfString logins_of_user, logins_of_address;  // → rows of Ledger::logins
  Submissions submissions;
  RowsOfString submissions_of_user, submissions_of_address;  // → rows of submissions
  // Sorted, each once. Each computer has addresses of its own there, of which no two are alike.
  std::vector<UserNear> users_near_v6;
  bool tells_who_reads = false;  // by IMAP or POP3, of any mailbox
};

LoginIndex index_logins(const Ledger& ledger);

// Of IPv6 only.
std::span<const UserNear> users_near(const LoginIndex& index, const IpAddress& base);

// The rows of `index` for the string `id`; none where it is unknown.
std::span<const std::uint32_t> rows_of(const RowsOfString& index, std::uint32_t id);

}  // namespace queuehound
