#include "survey/web_place.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace queuehound {

std::string site_name(std::string_view host) {
  std::string name = to_lower(host);
  if (name.starts_with("www.")) name.erase(0, 4);
  return name;
}

WebPlace::WebPlace(const Server& server, std::string_view domain, std::string_view account)
    : domain_(domain), account_(account) {
  if (domain.empty()) return;
  const Site* site = server.site_of_domain(domain);
  site_ = site != nullptr ? site->domain : site_name(domain);
  owner_ = site != nullptr && !site->account.empty() ? std::string_view(site->account)
                                                     : server.owner_of_domain(domain);
}

WebPlace::Of WebPlace::held_against(const WebTarget& target) const {
  const auto only_if = [](bool is_its) { return is_its ? Of::target : Of::no; };
  if (target.account.empty() && target.domain.empty()) return Of::anybody;
  if (domain_.empty() && account_.empty()) return Of::anybody;  // its lines may tell
  if (!target.domain.empty() && !domain_.empty()) return only_if(site_ == target.domain);
  if (!account_.empty() && account_ == target.account) return Of::target;
  if (!owner_.empty()) return only_if(owner_ == target.account);
  return target.is_without_sites && account_.empty() ? Of::anybody : Of::no;
}

void spare_unknown_sites(std::vector<WebTarget>& targets) {
  std::vector<WebTarget*> order;
  for (WebTarget& target : targets) order.push_back(&target);
  std::ranges::stable_sort(order, std::greater{},
                           [](const WebTarget* target) { return target->times.seconds.size(); });
  // Those with sites of their own come in only where a log tells no sites at all.
  std::size_t any = 0, without_sites = 0;
  for (WebTarget* target : order) {
    const bool is_kept = any++ < kMostOfUnknownSites;
    const bool is_kept_too = target->is_without_sites && without_sites++ < kMostOfUnknownSites;
    target->is_spared_unknown_sites = !is_kept && !is_kept_too;
  }
}

}  // namespace queuehound
