// Paths, header claims, addresses that are never blocked, and the ids of incidents.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "dossier/incident.h"
#include "dossier/never_block.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/script_claims.h"
#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

TEST(PlaceOf, TellsWhereNoProgramBelongs) {
  const struct {
    std::string_view path;
    ScriptPlace place;
  } rows[] = {
      {"/home/alma/public_html/contact.php", ScriptPlace::ordinary},
      {"/home/alma/public_html/wp-content/uploads/2026/11/x.php", ScriptPlace::upload_folder},
      {"/home/alma/public_html/images/x.php", ScriptPlace::upload_folder},
      {"/home/alma/public_html/Images/x.php", ScriptPlace::upload_folder},
      {"/home/alma/public_html/images.php", ScriptPlace::ordinary},
      {"/home/alma/public_html/images", ScriptPlace::ordinary},
      {"/home/alma/public_html/myuploads/x.php", ScriptPlace::ordinary},
      {"/home/alma/tmp/x.php", ScriptPlace::temporary},
      {"/home/alma/public_html/cache/x.php", ScriptPlace::temporary},
      {"/tmp/x", ScriptPlace::temporary},
      {"/var/tmp/a/b", ScriptPlace::temporary},
      {"/dev/shm/x", ScriptPlace::temporary},
      {"/home/alma/.cache/x.pl", ScriptPlace::hidden},
      {"/home/alma/public_html/.x.php", ScriptPlace::hidden},
      {"/tmp/.x/y", ScriptPlace::temporary},
      {"/home/alma/public_html/../x.php", ScriptPlace::ordinary},
      {"/home/alma/./x.php", ScriptPlace::ordinary},
      {"", ScriptPlace::ordinary},
  };
  for (const auto& row : rows) EXPECT_EQ(place_of(row.path), row.place) << row.path;
}

TEST(SplitPhpScript, TakesHostPathAndVisitorApart) {
  const struct {
    std::string_view value;
    bool is_well_formed;
    std::string_view host, path, client;
  } rows[] = {
      {"alma.example/contact.php for 192.0.2.1", true, "alma.example", "/contact.php", "192.0.2.1"},
      {"alma.example/a/b.php for 192.0.2.1, 10.0.0.1", true, "alma.example", "/a/b.php",
       "192.0.2.1"},
      {"alma.example/ for 2001:db8::1", true, "alma.example", "/", "2001:db8::1"},
      {"alma.example/a.php for ", true, "alma.example", "/a.php", ""},
      {"alma.example/a.php", false, "", "", ""},
      {"/a.php for 192.0.2.1", false, "", "", ""},
      {"alma.example for 192.0.2.1", false, "", "", ""},
      {"alma.example for 192.0.2.1/24", false, "", "", ""},
      {"", false, "", "", ""},
  };
  for (const auto& row : rows) {
    std::string_view host, path, client;
    ASSERT_EQ(split_php_script(row.value, host, path, client), row.is_well_formed) << row.value;
    if (!row.is_well_formed) continue;
    EXPECT_EQ(host, row.host);
    EXPECT_EQ(path, row.path);
    EXPECT_EQ(client, row.client);
  }
}

TEST(Paths, SplitIntoDirectoryAndFile) {
  const struct {
    std::string_view path, directory, file;
  } rows[] = {{"/a/b.php", "/a", "b.php"},
              {"/b.php", "/", "b.php"},
              {"b.php", "", "b.php"},
              {"/a/", "/a", ""},
              {"", "", ""}};
  for (const auto& row : rows) {
    EXPECT_EQ(directory_of(row.path), row.directory) << row.path;
    EXPECT_EQ(file_name_of(row.path), row.file) << row.path;
  }
}

Login login_of(std::string_view user, const IpAddress& address, Time at) {
  Login login;
  login.user = user;
  login.address = address;
  login.at = at;
  return login;
}

TEST(NeverBlock, SparesWhomABlockWouldHurt) {
  World world;
  world.server.own_addresses = {*parse_ip_address("198.51.100.10")};
  world.server.protected_networks = {*parse_ip_network("203.0.113.64/26")};
  world.server.proxies = {*parse_ip_network("2001:db8:aa::/48")};
  const IpAddress shared = *parse_ip_address("203.0.113.9");
  for (const int days : {5, 4})
    world.ledger.learn(login_of("bert@bert.example", shared, kNow - seconds(86400 * days)));
  const IpAddress own = *parse_ip_address("203.0.113.10");
  for (const int days : {5, 4})
    world.ledger.learn(login_of("info@alma.example", own, kNow - seconds(86400 * days)));
  const IpAddress once = *parse_ip_address("203.0.113.11");
  world.ledger.learn(login_of("bert@bert.example", once, kNow - seconds(86400 * 5)));
  const CaseFile file = world.file();
  const struct {
    std::string_view address, why;  // the reason's first words; "" = may be blocked
  } rows[] = {
      {"127.0.0.1", "loopback"},
      {"127.9.9.9", "loopback"},
      {"::1", "loopback"},
      {"198.51.100.10", "an address of this server"},
      {"198.51.100.11", ""},
      {"10.1.2.3", "a private"},
      {"172.16.0.1", "a private"},
      {"172.32.0.1", ""},
      {"192.168.1.1", "a private"},
      {"100.64.0.1", "a private"},
      {"169.254.1.1", "a private"},
      {"fc00::1", "a private"},
      {"fe80::1", "a private"},
      {"2001:db8::1", ""},
      {"203.0.113.65", "protected"},
      {"203.0.113.63", ""},
      {"2001:db8:aa::1", "a proxy"},
      {"104.16.0.1", "a content"},
      {"2606:4700::1", "a content"},
      {"203.0.113.9", "1 other mailbox used"},
      {"203.0.113.10", ""},
      {"203.0.113.11", ""},
      {"::ffff:10.1.2.3", "a private"},
  };
  for (const auto& row : rows) {
    const std::string why = why_never_block(file, *parse_ip_address(row.address),
                                            "info@alma.example", kNow - seconds(3600));
    EXPECT_EQ(why.empty(), row.why.empty()) << row.address << ": " << why;
    EXPECT_TRUE(why.starts_with(row.why)) << row.address << ": " << why;
  }
}

TEST(IncidentId, IsTheSameInEveryRunAndAnotherForEveryActor) {
  EXPECT_EQ(incident_id(IncidentKind::mailbox, "info@alma.example"), "I-mc061j");
  std::set<std::string> seen;
  const std::vector<IncidentKind> kinds{
      IncidentKind::mailbox, IncidentKind::script,  IncidentKind::form,       IncidentKind::list,
      IncidentKind::relay,   IncidentKind::inbound, IncidentKind::backscatter};
  for (const IncidentKind kind : kinds)
    for (const std::string_view actor :
         {"info@alma.example", "info@bert.example", "/home/alma/x.php", ""}) {
      const std::string id = incident_id(kind, actor);
      EXPECT_EQ(id.size(), 8u);
      EXPECT_EQ(id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz", 2), std::string::npos);
      EXPECT_TRUE(seen.insert(id).second);
    }
}

}  // namespace
}  // namespace queuehound
