#include "pages/spared_visitors.h"

#include "dossier/refusals.h"
#include "dossier/script_place.h"

namespace queuehound {

SparedVisitors::SparedVisitors(const Dossier& dossier)
    : dossier_(dossier),
      pages_seen_(dossier.web_evidence->pages_seen_by_all(dossier.web.suspect)),
      lookers_(dossier.web_evidence->lookers(dossier.web.suspect)) {}

// Behind a balancer with an address of its own, of which nobody told the web server, every look at
// the site is its: to block it would take the site away from all. Who is the only visitor of a site
// that nobody else looks at is spared for that, and still told; who only looks so often that the
// visitors' looks are few beside his is not, for a balancer has the visitors behind it.
bool SparedVisitors::is_everybody(const WebDriver& driver) const {
  constexpr std::uint64_t kMany = 50, kAllButOneOf = 50;
  constexpr std::size_t kFewOthers = 5;  // this server itself, who knows the way round it
  return lookers_ <= 1 + kFewOthers && pages_seen_ >= kMany &&
         driver.pages_seen * kAllButOneOf >= pages_seen_ * (kAllButOneOf - 1);
}

// A service that tells the site of news starts its newsletter by one request too, and looks at no
// page. Nothing but the beginning is known of him: the list tells whose mailing it is.
bool SparedVisitors::is_service(const WebDriver& driver) const {
  const Volume& bulk = dossier_.bulk;
  return driver.is_starter && !is_planted(dossier_.place) && !is_part_of_theme(dossier_.script) &&
         is_refused_by_few(bulk) && bulk.unknown_recipients * 10 < bulk.attempted();
}

std::string SparedVisitors::why(const WebDriver& driver) const {
  if (is_everybody(driver))
    return "every visitor of the site comes from it: a proxy or balancer (proxies in "
           "queuehound.toml)";
  if (is_service(driver))
    return "it only started the mailing, to a list that is hardly dead: a service of the site's "
           "may";
  return {};
}

}  // namespace queuehound
