#include "host/web_sites.h"

#include <gtest/gtest.h>

#include "host/php_pools.h"
#include "tree_on_disk.h"

namespace queuehound {
namespace {

TEST(WebSites, ReadsApache) {
  WebConfig config;
  config.server_root = "/etc/httpd";
  parse_apache_config(
      "Define BASE /srv/a\nCustomLog logs/all combined\n"
      "<VirtualHost *:443>\r\n  servername https://A.example:443\n  ServerAlias www.a.example \\\n"
      "   b.example\n  DocumentRoot \"${BASE}/my site\"\n  SuexecUserGroup anna anna\n"
      "  CustomLog \"|/usr/bin/rotate x\" combined\n  CustomLog /l/a.log combined\n"
      "  TransferLog ${UNKNOWN}/x\n  php_admin_value mail.log /l/mail.log\n</VirtualHost>\n"
      "ServerName main.example\nRemoteIPTrustedProxy 192.0.2.0/24 2001:db8::1 nonsense\n",
      config);
  ASSERT_EQ(config.sites.size(), 1u);
  const WebSite& site = config.sites[0];
  EXPECT_EQ(site.domain, "a.example");
  EXPECT_EQ(site.aliases, (std::vector<std::string>{"www.a.example", "b.example"}));
  EXPECT_EQ(site.document_root, "/srv/a/my site");
  EXPECT_EQ(site.user, "anna");
  EXPECT_EQ(site.access_logs, std::vector<std::string>{"/l/a.log"});
  EXPECT_EQ(site.php_mail_logs, std::vector<std::string>{"/l/mail.log"});
  EXPECT_EQ(config.shared_logs, std::vector<std::string>{"/etc/httpd/logs/all"});
  EXPECT_EQ(config.proxies.size(), 2u);
}

TEST(WebSites, ReadsNginx) {
  WebConfig config;
  parse_nginx_config(
      "http { access_log /l/all.log main; set_real_ip_from 203.0.113.0/24; # server { root /no; }\n"
      "include sites/*.conf;\nserver { server_name a.example www.a.example _ *.x.example ~^b;\n"
      "  location / { root /deep; } root '/srv/a b'; access_log /l/a.log;\n"
      "  fastcgi_param PHP_ADMIN_VALUE \"mail.log=/l/m.log\"; }\n"
      "server { server_name b.example; access_log off; root ${x}y; } }",
      config);
  ASSERT_EQ(config.sites.size(), 2u);
  EXPECT_EQ(config.sites[0].domain, "a.example");
  EXPECT_EQ(config.sites[0].aliases, std::vector<std::string>{"www.a.example"});
  EXPECT_EQ(config.sites[0].document_root, "/srv/a b");
  EXPECT_EQ(config.sites[0].access_logs, std::vector<std::string>{"/l/a.log"});
  EXPECT_EQ(config.sites[0].php_mail_logs, std::vector<std::string>{"/l/m.log"});
  EXPECT_EQ(config.sites[1].document_root, "");
  EXPECT_EQ(config.shared_logs, std::vector<std::string>{"/l/all.log"});
  EXPECT_EQ(config.includes, std::vector<std::string>{"sites/*.conf"});
  EXPECT_EQ(config.proxies.size(), 1u);
}

TEST(WebSites, PutsInWhatTheServerBlockSets) {
  struct Row {
    const char* block;
    const char* root;
  };
  const Row rows[] = {
      {"set $root_path /srv/a; root $root_path;", "/srv/a"},
      {"set $base '/srv/a'; set $at ${base}/www; root $at/public;", "/srv/a/www/public"},
      {"set $root_path /srv/a; location / { root $root_path/deep; }", "/srv/a/deep"},
      {"set $root_path /srv/a; root $root_path2;", ""},
      {"if ($x) { set $p /srv/b; } root $p;", ""},
      {"set $p /srv/$host; root $p;", ""},
      {"root $document_root; root /srv/${", ""},
      {"set $p srv; root $p;", ""},
  };
  for (const auto& [block, root] : rows) {
    WebConfig config;
    parse_nginx_config("server { set $p /elsewhere; set $root_path2 /no; }", config);
    parse_nginx_config(std::string("server { server_name a.example; ") + block + " }", config);
    ASSERT_EQ(config.sites.size(), 2u) << block;
    EXPECT_EQ(config.sites[1].document_root, root) << block;
  }
  WebConfig config;
  parse_nginx_config("server { set $logs /srv/logs; access_log $logs/a.log; } access_log $logs/b;",
                     config);
  EXPECT_EQ(config.sites[0].access_logs, std::vector<std::string>{"/srv/logs/a.log"});
  EXPECT_TRUE(config.shared_logs.empty());
}

TEST(WebSites, KnowWhereTheirPhpRuns) {
  WebConfig config;
  parse_nginx_config(
      "server { server_name a.example; location ~ \\.php$ { fastcgi_pass unix:/run/a.sock; } }"
      "server { server_name b.example; location / { fastcgi_pass 127.0.0.1:9001; } }",
      config);
  parse_nginx_config(
      "upstream php { server unix:/run/d.sock; server 192.0.2.1:9000; }\n"
      "server { server_name d.example; fastcgi_pass php; }",
      config);
  EXPECT_EQ(config.upstreams["php"], (std::vector<std::string>{"/run/d.sock", ""}));
  parse_apache_config(
      "<VirtualHost *:443>\n<FilesMatch \\.php$>\n"
      "SetHandler \"proxy:unix:/run/c.sock|fcgi://localhost\"\n</FilesMatch>\n</VirtualHost>\n"
      "<VirtualHost *:80>\nProxyPassMatch ^/(.*)$ fcgi://127.0.0.1:9002/srv/$1\n"
      "SetHandler None\nProxyPass / http://127.0.0.1:8080/\n</VirtualHost>\n",
      config);
  ASSERT_EQ(config.sites.size(), 5u);
  const std::string_view sockets[] = {"/run/a.sock", "9001", "php", "/run/c.sock", "9002"};
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(config.sites[i].php_sockets, std::vector<std::string>{std::string(sockets[i])});
}

TEST(PhpPools, SayWhoRunsBehindASocket) {
  PoolUsers users;
  parse_php_pools(
      "[global]\npid = /run/x\n[anna]\nuser = $pool\nlisten = /run/php/$pool.sock ; hers\n"
      "[www]\nlisten = 127.0.0.1:9001\nuser = \"bert\"\n;user = carl\n"
      "[shared]\nuser = anna\nlisten = 9002\n[again]\nuser = bert\nlisten = 127.0.0.1:9002\n"
      "[far]\nuser = anna\nlisten = 192.0.2.1:9003\n[none]\nlisten = /run/none.sock\n",
      users);
  EXPECT_EQ(users.size(), 3u);
  EXPECT_EQ(users["/run/php/anna.sock"], "anna");
  EXPECT_EQ(users["9001"], "bert");
  EXPECT_EQ(users["9002"], "") << "two pools of different PHP versions, one port";
}

TEST(WebSites, FollowsIncludesThatGoRound) {
  TreeOnDisk tree;
  tree.file("/etc/nginx/nginx.conf", "include nginx.conf; include a/*.conf;");
  tree.file("/etc/nginx/a/b.conf", "server { server_name b.example; } include ../nginx.conf;");
  EXPECT_EQ(read_web_config(tree.root(), false).sites.size(), 1u);
}

}  // namespace
}  // namespace queuehound
