#include "verdict/login_index.h"

#include <algorithm>
#include <cstddef>

namespace queuehound {
namespace {

// Sorts by counting: `string_of(row)` is asked twice for each of `count` rows.
template <class StringOf>
RowsOfString rows_by_string(std::size_t count, std::uint32_t strings, StringOf&& string_of) {
  RowsOfString index;
  if (count == 0) return index;
  index.begins.assign(static_cast<std::size_t>(strings) + 2, 0);
  index.rows.resize(count);
  for (std::uint32_t row = 0; row < count; ++row) ++index.begins[string_of(row) + 2u];
  for (std::size_t id = 2; id < index.begins.size(); ++id) index.begins[id] += index.begins[id - 1];
  for (std::uint32_t row = 0; row < count; ++row)
    index.rows[index.begins[string_of(row) + 1u]++] = row;
  return index;
}

std::vector<UserNear> users_near_v6(const Ledger& ledger, const std::vector<SubmissionUse>& sent) {
  std::vector<UserNear> users;
  const auto add = [&](std::uint32_t user, std::uint32_t at) {
    if (const IpAddress address = ledger.address(at); !address.is_v4())
      users.push_back({neighbourhood_of(address).base, user});
  };
  for (const LoginUse& login : ledger.logins)
    if (ledger.got_in_of(login).first_success != Time{}) add(login.key.user, login.key.address);
  for (const SubmissionUse& use : sent) add(use.user, use.address);
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
  index.submissions.reserve(ledger.address_uses.size());
  for (const AddressUse& use : ledger.address_uses)
    index.submissions.push_back({ledger.actors[use.actor].name, use.address, use});
  const std::vector<SubmissionUse>& sent = index.submissions;
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
  if (id + std::size_t{1} >= index.begins.size()) return {};
  const std::uint32_t begin = index.begins[id];
  return std::span(index.rows).subspan(begin, index.begins[id + 1u] - begin);
}

}  // namespace queuehound
