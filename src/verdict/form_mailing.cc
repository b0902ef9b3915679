#include "verdict/form_mailing.h"

#include "dossier/driven_texts.h"
#include "dossier/drivers.h"
#include "dossier/mail_runs.h"
#include "dossier/measure.h"
#include "dossier/refusals.h"
#include "pages/crowd.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

// The visitor a message names itself (X-PHP-Script ... for IP; phpBB's User IP).
std::optional<IpAddress> claimed_visitor(const CaseFile& file, const Message& message) {
  const HeaderHints* hints = file.ledger.hints_of(message);
  if (hints == nullptr) return {};
  std::string_view host, path, client;
  if (split_php_script(file.ledger.text(hints->php_script), host, path, client))
    return parse_ip_address(client);
  return parse_ip_address(file.ledger.text(hints->board_user_ip));
}

// A form waits until somebody presses its button. A page that people looked at for days while it
// never mailed, and that now mails whenever anybody looks at it, was given other work: a line in a
// site's index.php. A link in a letter that confirms is a page's rare visit, not nearly each. It
// may be the site's own new work, too (it tells members who looked at them, buyers where a parcel
// is): those people know the site, and few of them are gone or call it spam.
bool mails_at_sight(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint32_t kLooks = 50, kLookers = 10;
  constexpr std::uint64_t kNearlyEach = 8;  // of ten
  constexpr std::uint64_t kGone = 5;        // one of
  const WebJoin& join = dossier.web;
  const bool is_at_sight = join.names_page() && join.posts * 10 <= join.requests &&
                           join.joined * 10 >= join.requests * kNearlyEach &&
                           join.requests_before >= kLooks && join.addresses_before >= kLookers &&
                           dossier.past.is_known() && dossier.past.busiest_day == 0;
  if (!is_at_sight) return false;
  const Volume volume = measure(file, dossier.messages);
  return !is_refused_by_few(volume) || volume.unknown_recipients * kGone >= volume.attempted();
}

}  // namespace

// The text is the site's own: only who asked for it tells an honest copy from the flood's. Letters
// of another text are another page's.
void select_for_form(const CaseFile& file, Dossier& dossier) {
  const Drivers drivers = drivers_of(dossier);
  DrivenTexts texts;
  Time last_driven{};
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const auto visitor = claimed_visitor(file, message);
    const std::uint32_t owner = owner_of(dossier, i);
    const bool driven = visitor ? drivers.names(visitor) : drivers.ids.contains(owner);
    if (driven) last_driven = message.at;
    const bool same_run =
        owner == 0 && !visitor && message.at - last_driven <= kUnbrokenRun && last_driven != Time{};
    dossier.selected[i] = driven || same_run;
    texts.add(message, dossier.selected[i] != 0, visitor && driven);
  }
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (texts.is_anothers(file.ledger.messages[dossier.messages[i]])) dossier.selected[i] = 0;
  if (!drivers.ids.empty() || dossier.web.owner.empty()) return;
  const bool at_sight = mails_at_sight(file, dossier);
  if (!at_sight && !are_dead_in_crowd(file, dossier) && !do_all_write_to_three(file, dossier))
    return;
  dossier.has_only_visitors = !at_sight;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    dossier.selected[i] = dossier.web.owner[i] != 0;
}

}  // namespace queuehound
