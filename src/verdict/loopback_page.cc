#include "verdict/loopback_page.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dossier/activity.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/web_join.h"
#include "verdict/signals.h"

namespace queuehound {
namespace {

// Whoever calls a page often enough is in the same second as some of any mailing.
constexpr double kEnoughExplained = 0.8, kEnoughLift = 4;
constexpr std::uint64_t kEnoughOwned = 20;

// More often than chance has it. In a rush a third of all seconds are some letter's: there it must
// be so nearly each of many times.
bool is_nearly_always_followed(const WebJoin& join) {
  constexpr double kNearlyEach = 0.9;
  constexpr std::uint64_t kMany = 20;
  return join.posts >= kMany &&
         static_cast<double>(join.joined) >= kNearlyEach * static_cast<double>(join.requests);
}

bool is_followed_by_mail(const WebJoin& join) {
  constexpr double kLiftInARush = 1.5;
  return join.lift >= kEnoughLift || (join.lift >= kLiftInARush && is_nearly_always_followed(join));
}

bool is_loopback_relay(const CaseFile& file, const Dossier& dossier) {
  if (dossier.kind != IncidentKind::relay || dossier.messages.empty()) return false;
  const Message& first = file.ledger.messages[dossier.messages.front()];
  return first.address != 0 && is_loopback(file.ledger.address(first.address));
}

// More than on any day that is known. Its mail is of many programs: a little of each is nothing. Of
// other days a list manager's copies are counted too, which are many.
bool sends_more_than_ever(const CaseFile& file, const Dossier& relay) {
  constexpr std::uint64_t kMany = 60;
  return relay.all.recipients >= kMany &&
         (relay.all.recipients > relay.past.busiest_day || !file.server.lists.empty());
}

// Where nobody is known to own a site, its pages run as the web server.
std::string user_of(const Server& server, const Site& site) {
  if (!site.account.empty()) return site.account;
  const auto user = std::ranges::find_if(server.web_server_users, [&](const std::string& name) {
    return server.account(name) != nullptr;
  });
  return user == server.web_server_users.end() ? std::string{} : *user;
}

bool is_owned(const Dossier& dossier, std::size_t i) { return dossier.web.owner[i] != 0; }

void hold_only(const CaseFile& file, std::vector<MessageIndex> messages, Dossier& dossier) {
  dossier.messages = std::move(messages);
  dossier.selected.assign(dossier.messages.size(), 0);
  dossier.all = activity_of(file, dossier.messages);
  dossier.web = {};
}

// Beside another page's letters: nearly each of many requests was followed by a letter, and half of
// the mailing is those.
bool has_its_own_part(const Dossier& relay) {
  if (!relay.web.names_page() || relay.web.lift < kEnoughLift) return false;
  if (!is_nearly_always_followed(relay.web)) return false;
  std::uint64_t owned = 0;
  for (std::size_t i = 0; i < relay.messages.size(); ++i) owned += is_owned(relay, i);
  return owned >= kEnoughOwned && owned * 2 >= relay.messages.size();
}

// Nothing where the requests do not tell whose it is.
std::optional<Dossier> page_of(const CaseFile& file, Dossier& relay) {
  const std::string_view url = relay.web.url;
  const Site* const site = file.server.site_of_domain(host_of(url));
  const bool explains_all = does_page_explain_mailing(relay);
  if (site == nullptr || (!explains_all && !has_its_own_part(relay))) return {};
  std::string user = user_of(file.server, *site);
  if (user.empty()) return {};
  std::vector<MessageIndex> of_page, others;
  for (std::size_t i = 0; i < relay.messages.size(); ++i)
    ((explains_all && relay.selected[i]) || is_owned(relay, i) ? of_page : others)
        .push_back(relay.messages[i]);
  Dossier page = relay;
  page.kind = IncidentKind::script;
  page.system_user = std::move(user);
  page.is_over_loopback = true;
  hold_only(file, std::move(of_page), page);
  hold_only(file, std::move(others), relay);
  return page;
}

}  // namespace

bool does_page_explain_mailing(const Dossier& dossier) {
  if (!dossier.web.names_page() || !is_followed_by_mail(dossier.web)) return false;
  std::uint64_t selected = 0, explained = 0, owned = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    owned += is_owned(dossier, i);
    selected += dossier.selected[i] != 0;
    explained += dossier.selected[i] != 0 && is_owned(dossier, i);
  }
  // No letter of it is like another: what follows the requests is the mailing.
  if (selected == 0) return owned >= kEnoughOwned;
  return static_cast<double>(explained) >= kEnoughExplained * static_cast<double>(selected);
}

bool may_be_loopback_page(const CaseFile& file, const Dossier& relay) {
  return is_loopback_relay(file, relay) &&
         (sends_more_than_ever(file, relay) || weigh(file, relay).confidence >= kIncident);
}

void take_pages_of_loopback(const CaseFile& file, const WebEvidence& web, Cases& cases) {
  for (std::size_t i = 0, count = cases.dossiers.size(); i < count; ++i) {
    Dossier& relay = cases.dossiers[i];
    const std::uint32_t row = cases.web_row[i];
    if (relay.kind != IncidentKind::relay || row == kNothing) continue;
    join_requests(file, web, row, relay);
    std::optional<Dossier> page = page_of(file, relay);
    relay.web = {};
    cases.web_row[i] = kNothing;
    if (!page) continue;
    cases.dossiers.push_back(std::move(*page));
    cases.web_row.push_back(row);
  }
}

bool is_named_by_requests_alone(const Dossier& dossier) {
  return dossier.is_over_loopback && !is_planted(dossier.place);
}

}  // namespace queuehound
