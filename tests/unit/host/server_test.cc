#include "host/server.h"

#include <gtest/gtest.h>

#include "host/log_list.h"
#include "host/passwd.h"

namespace queuehound {
namespace {

Server small_server() {
  Server server;
  server.accounts = parse_passwd(
      "root:x:0:0::/root:/bin/sh\nanna:x:1001:1001::/home/anna:\nsub:x:1002:1002::/home/anna/sub:\n"
      "all:x:1003:1003::/:\nwww:x:1004:1004::/var/www:\nno:x:y:1::/home/no:\n");
  server.sites = {{"a.example", {"b.example"}, "anna", "/home/anna/public_html"},
                  {"b.example", {}, "sub", "/home/anna/public_html/b"}};
  server.local_domains = {"a.example"};
  return server;
}

TEST(Server, AnswersTheSameWithAndWithoutAnIndex) {
  Server plain = small_server();
  Server indexed = small_server();
  indexed.build_index();
  for (const Server* server : {&plain, &indexed}) {
    EXPECT_EQ(server->accounts.size(), 5u);
    EXPECT_EQ(server->account("anna")->uid, 1001u);
    EXPECT_EQ(server->account("nobody"), nullptr);
    EXPECT_EQ(server->account_by_uid(1002)->name, "sub");
    EXPECT_EQ(server->account_of_path("/home/anna/x")->name, "anna");
    EXPECT_EQ(server->account_of_path("/home/anna/sub/x")->name, "sub");
    EXPECT_EQ(server->account_of_path("/home/annabel/x"), nullptr);
    EXPECT_EQ(server->account_of_path("/etc/x"), nullptr);
    EXPECT_EQ(server->account_of_path("/root/x"), nullptr);
    EXPECT_EQ(server->account_of_path(""), nullptr);
    EXPECT_EQ(server->site_of_path("/home/anna/public_html/b/c.php")->domain, "b.example");
    EXPECT_EQ(server->site_of_path("/home/anna/public_html/c.php")->domain, "a.example");
    EXPECT_EQ(server->site_of_domain("WWW.A.example")->domain, "a.example");
    EXPECT_EQ(server->site_of_domain("c.example"), nullptr);
    EXPECT_EQ(server->owner_of_domain("a.example"), "anna");
    EXPECT_TRUE(server->is_local_domain("A.EXAMPLE"));
    EXPECT_FALSE(server->is_local_domain("b.example"));
  }
}

TEST(LiveName, TakesRotationsOff) {
  struct Row {
    std::string_view name, live;
  };
  for (const Row& row :
       {Row{"mainlog", "mainlog"}, Row{"mainlog.1", "mainlog"}, Row{"mainlog.12.gz", "mainlog"},
        Row{"x.log-20260102.gz", "x.log"}, Row{"x.log-20260102", "x.log"},
        Row{"a.example", "a.example"}, Row{"site2026", "site2026"}, Row{"20260102", "20260102"},
        Row{"x.gz", "x"}, Row{".1", ".1"}, Row{"", ""}})
    EXPECT_EQ(live_name(row.name), row.live) << row.name;
}

}  // namespace
}  // namespace queuehound
