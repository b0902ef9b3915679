#include "survey/web_place.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace queuehound {
namespace {

using Of = WebPlace::Of;

WebTarget of_account(std::string_view account, bool is_without_sites = false) {
  WebTarget target;
  target.account = account;
  target.is_without_sites = is_without_sites;
  return target;
}

WebTarget of_site(std::string_view account, std::string_view domain) {
  WebTarget target = of_account(account);
  target.domain = domain;
  return target;
}

Server server_with_sites() {
  Server server;
  server.sites.push_back({"bakery.example", {"www.bakery.example"}, "baker", "/home/baker/www"});
  server.sites.push_back({"florist.example", {}, "", "/var/www/florist"});  // nobody owns it
  server.domain_owner["harbour.example"] = "harbour";
  return server;
}

TEST(WebPlace, TellsWhoseRequestItMayBe) {
  struct Row {
    std::string_view domain, account;
    WebTarget target;
    Of of;
  };
  const Row rows[] = {
      {"", "", of_account("baker"), Of::anybody},
      {"", "", of_site("baker", "bakery.example"), Of::anybody},
      {"bakery.example", "", WebTarget{}, Of::anybody},
      {"WWW.Bakery.example", "", of_site("baker", "bakery.example"), Of::target},
      {"bakery.example", "", of_account("baker"), Of::target},
      {"bakery.example", "", of_account("other", true), Of::no},
      {"bakery.example", "baker", of_site("baker", "second.example"), Of::no},
      {"harbour.example", "", of_account("harbour"), Of::target},
      {"harbour.example", "", of_account("baker"), Of::no},
      {"", "baker", of_account("baker"), Of::target},
      {"", "baker", of_account("other", true), Of::no},
      {"florist.example", "", of_account("other", true), Of::anybody},
      {"florist.example", "", of_account("other", false), Of::no},
      {"unheard.example", "", of_account("other", true), Of::anybody},
      {"www.unheard.example", "", of_site("other", "unheard.example"), Of::target},
  };
  const Server server = server_with_sites();
  for (const Row& row : rows)
    EXPECT_EQ(WebPlace(server, row.domain, row.account).held_against(row.target), row.of)
        << row.domain << " " << row.account << " " << row.target.account << " "
        << row.target.domain;
}

// Who mails most is asked about what may be anybody's; in a log that tells sites, those with sites
// take no place from those without.
TEST(WebPlace, SparesThoseThatMailLeast) {
  std::vector<WebTarget> targets;
  for (std::int64_t i = 0; i < 60; ++i) {
    const bool is_without_sites = i % 3 == 0;
    targets.push_back(of_account("user" + std::to_string(i), is_without_sites));
    targets.back().times.seconds.resize(static_cast<std::size_t>(i));
  }
  spare_unknown_sites(targets);
  std::string kept;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (!targets[i].is_spared_unknown_sites) kept += " " + std::to_string(i);
  EXPECT_EQ(kept,
            " 12 15 18 21 24 27 30 33 36 39 42 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59");
}

}  // namespace
}  // namespace queuehound
