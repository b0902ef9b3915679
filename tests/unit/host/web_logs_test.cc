#include <gtest/gtest.h>

#include "tree_on_disk.h"

namespace queuehound {
namespace {

constexpr std::string_view kPasswd =
    "root:x:0:0:root:/root:/bin/bash\n"
    "anna:x:1001:1001::/home/anna:/bin/bash\n"
    "anna-two:x:1002:1002::/home/anna-two:/bin/bash\n";
constexpr std::string_view kRequest =
    "192.0.2.7 - - [23/Nov/2026:13:40:28 +0000] \"GET / HTTP/1.1\" 200 512 \"-\" \"-\"\n";
constexpr std::string_view kError =
    "2026/11/23 13:40:28 [error] 7#7: *1 client: 192.0.2.7, request: \"GET / HTTP/1.1\", host: "
    "\"x\"\n";

std::string domain_of(const Server& server, std::string_view path) {
  const LogSource* log = log_at(server, path);
  return log == nullptr ? "not listed" : log->domain;
}

TEST(WebLogs, AreToldByTheirLinesWhereNobodyKnowsTheSite) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/hostname", "web1.hosting.example\n");
  for (const std::string_view folder :
       {"/var/log/httpd/", "/var/log/apache2/", "/var/log/nginx/", "/www/wwwlogs/"}) {
    const std::string at(folder);
    tree.file(at + "shop.example.log", kRequest);
    tree.file(at + "club.example.log", kError);
    tree.file(at + "shop.example.error.log", kError);
    tree.file(at + "php8.1-fpm.log", "NOTICE: ready to handle connections\n");
    tree.file(at + "web1.hosting.example.log", kRequest);
  }
  const Server server = tree.find();
  for (const std::string_view folder :
       {"/var/log/httpd/", "/var/log/apache2/", "/var/log/nginx/", "/www/wwwlogs/"})
    EXPECT_EQ(domain_of(server, std::string(folder) + "shop.example.log"), "shop.example");
  EXPECT_EQ(count_of(server, LogKind::access), 4u);
}

TEST(WebLogs, OfFroxlorAreACustomersOrASites) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/var/lib/extrausers/passwd",
            "web1:x:10001:10001::/var/customers/webs/web1:/bin/false\n");
  for (const std::string_view name :
       {"web1-access.log", "web1-Shop.example-access.log", "anna-two-access.log",
        "anna-club.example-access.log", "anna-two-club.example-access.log", "web1-error.log",
        "froxlor.panel-access.log"})
    tree.file("/var/customers/logs/" + std::string(name), kRequest);
  const Server server = tree.find();
  const auto owner_of = [&](std::string_view name) {
    const LogSource* log = log_at(server, "/var/customers/logs/" + std::string(name));
    return log == nullptr ? "not listed" : log->account + "/" + log->domain;
  };
  EXPECT_EQ(owner_of("web1-access.log"), "web1/");
  EXPECT_EQ(owner_of("web1-Shop.example-access.log"), "web1/shop.example");
  EXPECT_EQ(owner_of("anna-two-access.log"), "anna-two/");
  EXPECT_EQ(owner_of("anna-club.example-access.log"), "anna/club.example");
  EXPECT_EQ(owner_of("anna-two-club.example-access.log"), "/");  // or anna's "two-club.example"
  EXPECT_EQ(owner_of("web1-error.log"), "not listed");
  EXPECT_EQ(owner_of("froxlor.panel-access.log"), "/");
  EXPECT_EQ(server.owner_of_domain("shop.example"), "web1");
}

TEST(WebLogs, InAFolderOfTheHomeForEachWebServer) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  for (const std::string_view name :
       {"nginx/access.log", "nginx/error.log", "apache2/app-shop_access.log",
        "apache2/club.example_access.log", "php/access.log"})
    tree.file("/home/anna/logs/" + std::string(name), kRequest);
  const Server server = tree.find();
  EXPECT_EQ(count_of(server, LogKind::access), 3u);
  EXPECT_EQ(domain_of(server, "/home/anna/logs/nginx/access.log"), "");
  EXPECT_EQ(log_at(server, "/home/anna/logs/nginx/access.log")->account, "anna");
  EXPECT_EQ(domain_of(server, "/home/anna/logs/apache2/app-shop_access.log"), "");
  EXPECT_EQ(domain_of(server, "/home/anna/logs/apache2/club.example_access.log"), "club.example");
}

}  // namespace
}  // namespace queuehound
