#include "verdict/login_index.h"

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
  return index;
}

std::span<const std::uint32_t> rows_of(const RowsOfString& index, std::uint32_t id) {
  if (id + std::size_t{1} >= index.begins.size()) return {};
  const std::uint32_t begin = index.begins[id];
  return std::span(index.rows).subspan(begin, index.begins[id + 1u] - begin);
}

}  // namespace queuehound
