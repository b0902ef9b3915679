#include "verdict/login_page.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "mail/address.h"
#include "verdict/campaign.h"
#include "verdict/gather.h"
#include "verdict/likeness.h"
#include "verdict/loopback_page.h"
#include "verdict/script_name.h"
#include "verdict/script_place.h"
#include "verdict/signals.h"
#include "verdict/web_join.h"

namespace queuehound {
namespace {

bool is_from_this_server(const CaseFile& file, const Message& message) {
  return message.address != 0 && file.server.is_own_address(file.ledger.address(message.address));
}

// Nothing where too few are left for the requests to tell anything.
std::optional<Dossier> page_of_login(const CaseFile& file, const Dossier& mailbox) {
  Dossier page;
  page.kind = IncidentKind::script;
  page.login = mailbox.account;
  page.system_user = file.server.owner_of_domain(domain_of(mailbox.account));
  std::size_t selected = 0;
  for (std::size_t i = 0; i < mailbox.messages.size(); ++i) {
    const MessageIndex index = mailbox.messages[i];
    // Behind the others a webmail's log shows who sat before it.
    if (mailbox.client_of[i] != kNothing) continue;
    if (!is_from_this_server(file, file.ledger.messages[index])) continue;
    page.messages.push_back(index);
    page.selected.push_back(mailbox.selected[i]);
    selected += mailbox.selected[i] != 0;
  }
  // Where one user runs every site, the login's domain alone tells whose page it may be.
  const bool has_site = !page.system_user.empty() || !site_of_login(file, mailbox.account).empty();
  if (selected < kAlike || !has_site) return {};
  if (weigh(file, mailbox).confidence < kIncident) return {};
  page.all = activity_of(file, page.messages);
  page.past = mailbox.past;
  return page;
}

// A form writes the same text for everybody: what an honest visitor asked for is his. Where drivers
// stand behind less than half of it, it is no form that they abuse (a job of the site's own that
// this server asks for), and nothing tells whose the letters are.
void leave_to_visitors(const CaseFile& file, Dossier& mailbox) {
  std::unordered_set<std::uint32_t> drivers;
  for (const WebDriver& driver : mailbox.web.drivers) drivers.insert(driver.address);
  std::vector<std::size_t> visitors;  // letters
  std::size_t driven = 0;
  for (std::size_t i = 0; i < mailbox.messages.size(); ++i) {
    const std::uint32_t owner = mailbox.web.owner[i];
    if (owner == 0 || !mailbox.selected[i]) continue;
    if (drivers.contains(owner))
      ++driven;
    else
      visitors.push_back(i);
  }
  if (visitors.empty() || driven < visitors.size()) return;
  for (const std::size_t i : visitors) mailbox.selected[i] = 0;
  // Its clients' letters stay selected as they were: these came from nobody known.
  std::vector<Client> clients = mailbox.clients;
  reset_description(mailbox);
  mailbox.clients = std::move(clients);
  describe_campaign(file, mailbox);
}

void give(const CaseFile& file, const Dossier& page, const WebEvidence& web, Dossier& mailbox) {
  mailbox.web = page.web;
  mailbox.web_evidence = &web;
  mailbox.web.owner.assign(mailbox.messages.size(), 0);
  std::size_t k = 0;
  for (std::size_t i = 0; i < mailbox.messages.size() && k < page.messages.size(); ++i)
    if (mailbox.messages[i] == page.messages[k]) mailbox.web.owner[i] = page.web.owner[k++];
  if (!is_planted(page.place)) return leave_to_visitors(file, mailbox);
  mailbox.script = page.script;
  mailbox.script_witness = page.script_witness;
  mailbox.script_source = page.script_source;
  mailbox.script_line = page.script_line;
  mailbox.place = page.place;
}

}  // namespace

std::string site_of_login(const CaseFile& file, std::string_view login) {
  const Site* const site = file.server.site_of_domain(domain_of(login));
  return site == nullptr ? std::string{} : site->domain;
}

void open_login_pages(const CaseFile& file, Cases& cases) {
  for (std::size_t i = 0, count = cases.dossiers.size(); i < count; ++i) {
    const Dossier& mailbox = cases.dossiers[i];
    if (mailbox.kind != IncidentKind::mailbox) continue;
    if (std::optional<Dossier> page = page_of_login(file, mailbox))
      cases.dossiers.push_back(std::move(*page));
  }
}

void give_pages_to_logins(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                          Cases& cases) {
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    Dossier& page = cases.dossiers[i];
    if (page.login.empty()) continue;
    const auto mailbox = std::ranges::find_if(cases.dossiers, [&](const Dossier& dossier) {
      return dossier.kind == IncidentKind::mailbox && dossier.account == page.login;
    });
    if (cases.web_row[i] != kNothing && does_page_explain_mailing(page) &&
        mailbox != cases.dossiers.end()) {
      name_script(file, facts, page);
      choose_drivers(file, web, cases.web_row[i], page);
      give(file, page, web, *mailbox);
    }
    page.messages.clear();
  }
}

}  // namespace queuehound
