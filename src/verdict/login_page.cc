#include "verdict/login_page.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dossier/activity.h"
#include "dossier/driven_texts.h"
#include "dossier/file_facts.h"
#include "dossier/likeness.h"
#include "dossier/measure.h"
#include "dossier/readings.h"
#include "dossier/script_place.h"
#include "mail/address.h"
#include "pages/choose_drivers.h"
#include "pages/crowd.h"
#include "pages/lived_in_folder.h"
#include "pages/script_name.h"
#include "pages/web_join.h"
#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"
#include "verdict/loopback_page.h"
#include "verdict/signals.h"

namespace queuehound {
namespace {

bool is_of_any_site(const Dossier& page) { return page.system_user.empty() && page.domain.empty(); }

bool is_from_this_server(const CaseFile& file, const Message& message) {
  return message.address != 0 && file.server.is_own_address(file.ledger.address(message.address));
}

// Beside a rush of orders a form's mailing is a small part of what the login sends.
bool shows_mailing(const CaseFile& file, const Dossier& mailbox, const Dossier& page) {
  return static_cast<std::uint64_t>(std::ranges::count(page.selected, 1)) >= kAlike &&
         weigh(file, mailbox).confidence >= kNote;
}

// Of letters no two of which are alike hardly a mailing is seen: that they are many must do.
bool sends_more_than_ever(const Dossier& page) {
  constexpr std::uint64_t kMany = 60;
  return page.all.recipients >= kMany && page.all.recipients > page.past.busiest_day;
}

// Of no site yet. Nothing where too few are left for the requests to tell anything.
std::optional<Dossier> page_of_login(const CaseFile& file, const Dossier& mailbox) {
  Dossier page;
  page.kind = IncidentKind::script;
  page.login = mailbox.account;
  for (std::size_t i = 0; i < mailbox.messages.size(); ++i) {
    const MessageIndex index = mailbox.messages[i];
    // Behind the others a webmail's log shows who sat before it.
    if (mailbox.client_of[i] != kNothing) continue;
    if (!is_from_this_server(file, file.ledger.messages[index])) continue;
    page.messages.push_back(index);
    page.selected.push_back(mailbox.selected[i]);
  }
  page.all = activity_of(file, page.messages);
  page.past = mailbox.past;
  if (!shows_mailing(file, mailbox, page) && !sends_more_than_ever(page)) return {};
  return page;
}

// Its clients' letters stay selected as they were: what is taken out came from nobody known.
void describe_anew(const CaseFile& file, Dossier& mailbox) {
  std::vector<Client> clients = mailbox.clients;
  reset_description(mailbox);
  mailbox.clients = std::move(clients);
  describe_campaign(file, mailbox);
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
  describe_anew(file, mailbox);
}

// As in leave_to_visitors: drivers stand behind at least half of what the page mailed.
bool is_driven(const Dossier& page) {
  std::uint64_t driven = 0, owned = 0;
  for (const WebDriver& driver : page.web.drivers) driven += driver.messages;
  for (const std::uint32_t owner : page.web.owner) owned += owner != 0;
  return driven > 0 && driven * 2 >= owned;
}

// The letters behind somebody's one request are other people's orders too.
void leave_out_by_chance(Dossier& page) {
  constexpr std::uint64_t kMoreThanAReader = 5;
  std::erase_if(page.web.drivers, [](const WebDriver& driver) {
    return driver.pages_seen > 0 && driver.events < kMoreThanAReader;
  });
  if (!is_driven(page)) page.web.drivers.clear();
}

// Where each came once, nobody is a robot for sure. Their letters are the page's all the same, and
// not those of the buyers who looked around first.
std::vector<WebDriver> blind_writers(const WebEvidence& web, const Dossier& page) {
  std::unordered_map<std::uint32_t, std::uint64_t> letters;
  for (const std::uint32_t owner : page.web.owner) ++letters[owner];
  std::vector<WebDriver> writers;
  for (const auto& [address, messages] : letters) {
    if (address == 0 || web.pages_seen(page.web.suspect, address) > 0) continue;
    writers.emplace_back().address = address;
    writers.back().messages = messages;
  }
  return writers;
}

// Other pages of the site send by the same login: of the mailing are the letters that drivers of
// this one asked for, as of any form, and the orders of the same hours are none of it. A thief
// whose program sends by this login gains nothing: unless others' requests stand before nearly all
// of his letters, the pages explain nothing. False where nothing tells driven letters from
// visitors'.
bool keep_driven(const CaseFile& file, const WebEvidence& web, const Dossier& page,
                 Dossier& mailbox) {
  Dossier form = page;
  form.kind = IncidentKind::form;
  form.web_evidence = &web;
  if (form.web.drivers.empty()) form.web.drivers = blind_writers(web, form);
  select_campaign(file, form);
  if (!is_driven(form) && !(form.has_only_visitors && are_dead_in_crowd(file, form))) return false;
  DrivenTexts texts;
  for (std::size_t k = 0; k < form.messages.size(); ++k)
    texts.add(file.ledger.messages[form.messages[k]], form.selected[k] != 0, false);
  std::size_t k = 0;
  for (std::size_t i = 0; i < mailbox.messages.size() && k < form.messages.size(); ++i) {
    if (mailbox.messages[i] != form.messages[k]) continue;
    const Message& message = file.ledger.messages[mailbox.messages[i]];
    const bool is_anothers = message.has_subject && !texts.is_mostly_driven(message);
    mailbox.selected[i] = form.selected[k++] && !is_anothers;
  }
  describe_anew(file, mailbox);
  return true;
}

void give(const Dossier& page, const WebEvidence& web, Dossier& mailbox) {
  mailbox.web = page.web;
  mailbox.web_evidence = &web;
  mailbox.web.owner.assign(mailbox.messages.size(), 0);
  std::size_t k = 0;
  for (std::size_t i = 0; i < mailbox.messages.size() && k < page.messages.size(); ++i)
    if (mailbox.messages[i] == page.messages[k]) mailbox.web.owner[i] = page.web.owner[k++];
  if (!is_planted(page.place)) return;
  mailbox.script = page.script;
  mailbox.script_witness = page.script_witness;
  mailbox.script_source = page.script_source;
  mailbox.script_line = page.script_line;
  mailbox.place = page.place;
}

// Of an intruder's file the letters are that follow its drivers' requests, alike or not. Where
// these are nine of ten that were taken for the mailing, the others from this server are a shop's
// orders that its program's header lines resemble, if no text of theirs is the intruder's.
void select_driven(const CaseFile& file, Dossier& mailbox) {
  constexpr std::uint64_t kNine = 9;
  std::unordered_set<std::uint32_t> drivers;
  for (const WebDriver& driver : mailbox.web.drivers) drivers.insert(driver.address);
  if (drivers.empty()) return;
  DrivenTexts texts;
  std::uint64_t driven = 0;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < mailbox.messages.size(); ++i) {
    const Message& message = file.ledger.messages[mailbox.messages[i]];
    const bool is_driven = drivers.contains(mailbox.web.owner[i]);
    texts.add(message, is_driven, false);
    driven += is_driven;
    if (is_driven)
      mailbox.selected[i] = 1;
    else if (mailbox.selected[i] && mailbox.client_of[i] == kNothing)
      others.push_back(i);
  }
  if (others.size() * kNine > driven) others.clear();
  for (const std::size_t i : others) {
    const Message& message = file.ledger.messages[mailbox.messages[i]];
    mailbox.selected[i] = !message.has_subject || texts.is_own(message);
  }
  describe_anew(file, mailbox);
}

// Of what the page mailed, how many letters found nobody.
std::uint64_t dead_letters(const CaseFile& file, const Dossier& page) {
  std::vector<MessageIndex> letters;
  for (std::size_t i = 0; i < page.messages.size(); ++i)
    if (page.web.owner[i] != 0) letters.push_back(page.messages[i]);
  return measure(file, letters).unknown_recipients;
}

// Of several pages, the one that is driven. A rush of orders explains nearly all of the mail by
// itself, and buyers must not stand for the robots beside them. A payment provider calls its page
// as blindly as robots do theirs, for buyers who typed their own addresses: whose letters find
// nobody comes first.
bool give_driven_page(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                      const FileFacts& facts, const Dossier& page, Dossier& mailbox) {
  const bool is_alone = does_page_explain_mailing(page);
  std::vector<std::pair<std::uint64_t, Dossier>> pages;
  for (const PageId& id : pages_of_machines(file, web, row, page)) {
    Dossier one = page;
    join_one_page(file, web, row, id, one);
    const std::uint64_t dead = dead_letters(file, one);
    pages.emplace_back(dead, std::move(one));
  }
  std::ranges::stable_sort(pages, std::greater{}, [](const auto& one) { return one.first; });
  for (auto& [dead, driven] : pages) {
    if (is_alone && driven.web.page == page.web.page) return false;
    name_script(file, facts, driven);
    forget_folder_of_years(web, row, driven);
    choose_drivers(file, web, row, driven);
    leave_out_by_chance(driven);
    if (!is_planted(driven.place) && !keep_driven(file, web, driven, mailbox)) continue;
    give(driven, web, mailbox);
    if (is_planted(driven.place)) select_driven(file, mailbox);
    return true;
  }
  return false;
}

// Where nothing in the letters shows a mailing, a file that lies where no site keeps programs does,
// if far more of them than chance has it follow the requests of who calls it. No other page: a
// busy day's orders are not alike either.
void give_shell(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                const FileFacts& facts, const Dossier& page, Dossier& mailbox) {
  std::vector<Dossier> pages{page};
  for (const PageId& id : pages_of_machines(file, web, row, page))
    join_one_page(file, web, row, id, pages.emplace_back(page));
  for (Dossier& shell : pages) {
    if (!does_page_explain_mailing(shell)) continue;
    name_script(file, facts, shell);
    forget_folder_of_years(web, row, shell);
    choose_drivers(file, web, row, shell);
    if (!is_planted(shell.place) || shell.web.drivers.empty()) continue;
    give(shell, web, mailbox);
    return select_driven(file, mailbox);
  }
}

// A webmail of another account, for who opened the mailbox did so from this server too. Its other
// users' pages ask for news all day, in the seconds of the thief's letters as in any: only whose
// requests mail far more often than chance has it drives it. No file of it is named, for a
// neighbour's page can be asked for each time by any program here. The letters are the mailbox's
// whosever request fell before them.
void give_page_of_webmail(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                          Dossier& page, Dossier& mailbox) {
  constexpr double kLift = 4;
  if (!does_page_explain_mailing(page)) return;
  choose_drivers(file, web, row, page);
  std::erase_if(page.web.drivers, [](const WebDriver& driver) { return driver.lift < kLift; });
  if (is_driven(page)) give(page, web, mailbox);
}

void give_page(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
               const FileFacts& facts, Dossier& page, Dossier& mailbox) {
  if (!shows_mailing(file, mailbox, page)) return give_shell(file, web, row, facts, page, mailbox);
  if (give_driven_page(file, web, row, facts, page, mailbox)) return;
  if (!does_page_explain_mailing(page)) return;
  name_script(file, facts, page);
  forget_folder_of_years(web, row, page);
  choose_drivers(file, web, row, page);
  if (!is_planted(page.place) && is_driven(page)) keep_driven(file, web, page, mailbox);
  give(page, web, mailbox);
  if (is_planted(page.place))
    select_driven(file, mailbox);
  else
    leave_to_visitors(file, mailbox);
}

// "" unknown.
std::string site_of_login(const CaseFile& file, std::string_view login) {
  const Site* const site = file.server.site_of_domain(domain_of(login));
  return site == nullptr ? std::string{} : site->domain;
}

}  // namespace

void open_login_pages(const CaseFile& file, Cases& cases) {
  for (std::size_t i = 0, count = cases.dossiers.size(); i < count; ++i) {
    const Dossier& mailbox = cases.dossiers[i];
    if (mailbox.kind != IncidentKind::mailbox) continue;
    const bool is_webmails = is_read_by_webmail(file, mailbox.account);
    const std::optional<Dossier> page = page_of_login(file, mailbox);
    if (!page) continue;
    Dossier own = *page;
    own.system_user = file.server.owner_of_domain(domain_of(own.login));
    // Where one user runs every site, the login's domain alone tells whose page it may be.
    if (own.system_user.empty()) own.domain = site_of_login(file, own.login);
    if (!is_of_any_site(own)) cases.dossiers.push_back(std::move(own));
    if (is_webmails) cases.dossiers.push_back(*page);
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
    const std::uint32_t row = cases.web_row[i];
    const bool may_have_it = row != kNothing && mailbox != cases.dossiers.end();
    if (may_have_it && !is_of_any_site(page))
      give_page(file, web, row, facts, page, *mailbox);
    else if (may_have_it && shows_mailing(file, *mailbox, page) && !mailbox->web.has_requests)
      give_page_of_webmail(file, web, row, page, *mailbox);
    page.messages.clear();
  }
}

}  // namespace queuehound
