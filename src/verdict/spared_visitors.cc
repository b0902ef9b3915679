#include "verdict/spared_visitors.h"

#include "verdict/script_place.h"

namespace queuehound {

// Behind a balancer with an address of its own, of which nobody told the web server, every look at
// the site is its: to block it would take the site away from all. Who is the only visitor of a site
// that nobody else looks at is spared for that, and still told; who only looks so often that the
// visitors' looks are few beside his is not, for a balancer has the visitors behind it.
std::string why_everybody(const Dossier& dossier, const WebDriver& driver) {
  constexpr std::uint64_t kMany = 50, kAllButOneOf = 50;
  constexpr std::size_t kFewOthers = 5;  // this server itself, who knows the way round it
  if (dossier.web_evidence->lookers(dossier.web.suspect) > 1 + kFewOthers) return {};
  const std::uint64_t all = dossier.web_evidence->pages_seen_by_all(dossier.web.suspect);
  if (all < kMany || driver.pages_seen * kAllButOneOf < all * (kAllButOneOf - 1)) return {};
  return "every visitor of the site comes from it: a proxy or balancer (proxies in "
         "queuehound.toml)";
}

// A service that tells the site of news starts its newsletter by one request too, and looks at no
// page. Nothing but the beginning is known of him: the list tells whose mailing it is.
std::string why_service(const Dossier& dossier, const WebDriver& driver) {
  const Volume& bulk = dossier.bulk;
  if (!driver.is_starter || is_planted(dossier.place) || is_part_of_theme(dossier.script) ||
      bulk.spam_refusals > 0 || bulk.unknown_recipients * 10 >= bulk.attempted())
    return {};
  return "it only started the mailing, to a list that is hardly dead: a service of the site's may";
}

}  // namespace queuehound
