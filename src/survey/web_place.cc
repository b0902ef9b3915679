#include "survey/web_place.h"

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

bool WebPlace::may_be_of(const WebTarget& target) const {
  if (target.account.empty() && target.domain.empty()) return true;
  if (domain_.empty() && account_.empty()) return true;  // its lines may tell
  if (!target.domain.empty() && !domain_.empty()) return site_ == target.domain;
  if (!account_.empty() && account_ == target.account) return true;
  if (!owner_.empty()) return owner_ == target.account;
  return target.is_without_sites && account_.empty();
}

}  // namespace queuehound
