#include "dossier/login_index.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace queuehound {
namespace {

constexpr std::uint32_t kBits = 64;

std::uint64_t bit_of(std::uint32_t id) { return std::uint64_t{1} << id % kBits; }

// Of one that has rows.
std::uint32_t number_of(const RowsOfString& index, std::uint32_t id) {
  const std::uint64_t lower = index.has_rows[id / kBits] & (bit_of(id) - 1);
  return index.before[id / kBits] + static_cast<std::uint32_t>(std::popcount(lower));
}

// Sorts by counting: `string_of(row)` is asked three times for each of `count` rows.
template <class StringOf>
RowsOfString rows_by_string(std::size_t count, std::uint32_t strings, StringOf&& string_of) {
  RowsOfString index;
  if (count == 0) return index;
  index.has_rows.assign(strings / kBits + 1u, 0);
  for (std::uint32_t row = 0; row < count; ++row)
    index.has_rows[string_of(row) / kBits] |= bit_of(string_of(row));
  std::uint32_t ids = 0;
  index.before.reserve(index.has_rows.size());
  for (const std::uint64_t bits : index.has_rows) {
    index.before.push_back(ids);
    ids += static_cast<std::uint32_t>(std::popcount(bits));
  }
  std::vector<std::uint32_t>& begins = index.begins;
  begins.assign(std::size_t{ids} + 2, 0);
  index.rows.resize(count);
  for (std::uint32_t row = 0; row < count; ++row) ++begins[number_of(index, string_of(row)) + 2u];
  for (std::size_t id = 2; id < begins.size(); ++id) begins[id] += begins[id - 1];
  for (std::uint32_t row = 0; row < count; ++row)
    index.rows[begins[number_of(index, string_of(row)) + 1u]++] = row;
  return index;
}

std::vector<UserNear> users_near_v6(const Ledger& ledger, const Submissions& sent) {
  std::vector<UserNear> users;
  const auto add = [&](std::uint32_t user, std::uint32_t at) {
    if (const IpAddress address = ledger.address(at); !address.is_v4())
      users.push_back({neighbourhood_of(address).base, user});
  };
  for (const LoginUse& login : ledger.logins)
    if (ledger.got_in_of(login).first_success != Time{}) add(login.key.user, login.key.address);
  for (std::uint32_t row = 0; row < sent.size(); ++row) add(sent[row].user, sent[row].address);
  std::ranges::sort(users);
  const auto repeated = std::ranges::unique(users);
  users.erase(repeated.begin(), repeated.end());
  return users;
}

bool tells_who_reads(const Ledger& ledger) {
  return std::ranges::any_of(ledger.logins, [&](const LoginUse& login) {
    const bool is_by_program =
        login.key.door == Login::Door::imap || login.key.door == Login::Door::pop3;
    return is_by_program && ledger.got_in_of(login).first_success != Time{};
  });
}

}  // namespace

LoginIndex index_logins(const Ledger& ledger) {
  LoginIndex index;
  const std::uint32_t strings = ledger.strings.size();
  const Table<LoginUse>& logins = ledger.logins;
  index.submissions = Submissions(ledger);
  const Submissions& sent = index.submissions;
  index.logins_of_user = rows_by_string(logins.size(), strings,
                                        [&](std::uint32_t row) { return logins[row].key.user; });
  index.logins_of_address = rows_by_string(
      logins.size(), strings, [&](std::uint32_t row) { return logins[row].key.address; });
  index.submissions_of_user =
      rows_by_string(sent.size(), strings, [&](std::uint32_t row) { return sent[row].user; });
  index.submissions_of_address =
      rows_by_string(sent.size(), strings, [&](std::uint32_t row) { return sent[row].address; });
  index.users_near_v6 = users_near_v6(ledger, sent);
  index.tells_who_reads = tells_who_reads(ledger);
  return index;
}

std::span<const UserNear> users_near(const LoginIndex& index, const IpAddress& base) {
  const auto found = std::ranges::equal_range(index.users_near_v6, base, {}, &UserNear::base);
  return {found.begin(), found.end()};
}

std::span<const std::uint32_t> rows_of(const RowsOfString& index, std::uint32_t id) {
  if (id / kBits >= index.has_rows.size() || (index.has_rows[id / kBits] & bit_of(id)) == 0)
    return {};
  const std::uint32_t number = number_of(index, id), begin = index.begins[number];
  return std::span(index.rows).subspan(begin, index.begins[number + 1u] - begin);
}

}  // namespace queuehound
