#include "verdict/form_mailing.h"

#include "dossier/driven_texts.h"
#include "dossier/drivers.h"
#include "dossier/mail_runs.h"
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
  if (!are_dead_in_crowd(file, dossier) && !do_all_write_to_three(file, dossier)) return;
  dossier.has_only_visitors = true;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    dossier.selected[i] = dossier.web.owner[i] != 0;
}

}  // namespace queuehound
