#include "formats/dovecot_passwd.h"

#include "host/dovecot_passdbs.h"
#include "inside.h"

// The first line is the user; what follows, the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view all = text_of(data, size);
  const std::size_t end = all.find('\n');
  const std::string_view user = all.substr(0, end);
  const std::string_view text = end == all.npos ? std::string_view{} : all.substr(end + 1);
  if (const auto entry = find_passwd_entry(text, user)) {
    require_inside(text, entry->line);
    require_inside(entry->line, entry->password);
    require_inside(entry->line, entry->rest);
    require(entry->user == user && !user.contains('\n') && !user.contains(':'));
    (void)needs_no_password(*entry);
    const std::string changed = with_password(text, *entry, "NEW");
    const auto again = find_passwd_entry(changed, user);
    require(again && again->password == "NEW" && again->rest == entry->rest);
    require(with_password(changed, *again, entry->password) == text);
  }
  for (const DovecotPassdb& passdb : parse_passdbs(all))
    if (const auto path = fill_dovecot_variables(passdb.path, user))
      require(!passdb.path.contains('%') || path->size() <= passdb.path.size() * (size + 1));
  return 0;
}
