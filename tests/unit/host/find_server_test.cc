#include "host/find_server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "tree_on_disk.h"

namespace queuehound {
namespace {

constexpr std::string_view kPasswd =
    "root:x:0:0:root:/root:/bin/bash\n"
    "www-data:x:33:33::/var/www:/usr/sbin/nologin\n"
    "anna:x:1001:1001::/home/anna:/bin/bash\n"
    "bert:x:1002:1002::/home/bert:/bin/bash\n"
    "broken line\n";

TreeOnDisk& cpanel_tree(TreeOnDisk& tree) {
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/userdomains",
            "*: nobody\nanna.example: anna\nShop.anna.example: anna\n"
            "bert.example: bert\n");
  tree.file("/etc/userdatadomains",
            "anna.example: anna==root==main==anna.example==/home/anna/public_html==192.0.2.1:80\n"
            "shop.anna.example: anna==root==sub==anna.example==/home/anna/public_html/shop==x\n"
            "parked.example: anna==root==parked==anna.example==/home/anna/public_html==x\n");
  tree.file("/etc/trueuserdomains", "anna.example: anna\nbert.example: bert\n");
  tree.file("/etc/localdomains", "anna.example\nbert.example\n");
  tree.file("/etc/remotedomains", "shop.anna.example\n");
  tree.file("/etc/relayhosts", "198.51.100.7\nnot an address\n");
  tree.file("/var/cpanel/mainip", "203.0.113.5");
  tree.file("/var/log/exim_mainlog",
            "2026-11-23 10:00:00 exim 4.96.2 daemon started: pid=7, -q1h\n");
  tree.file("/var/log/exim_rejectlog");
  tree.file("/var/log/maillog");
  tree.folder("/var/spool/exim/input");
  tree.file("/var/log/apache2/domlogs/anna.example");
  tree.file("/var/log/apache2/domlogs/anna.example-ssl_log");
  tree.file("/var/log/apache2/domlogs/anna.example-bytes_log");
  tree.file("/var/log/apache2/domlogs/anna.example.offset");
  tree.file("/var/log/apache2/domlogs/webmail.anna.example");
  tree.file("/var/log/apache2/domlogs/bert.example.1");
  tree.link("/usr/local/apache/domlogs", "/var/log/apache2/domlogs");
  tree.link("/home/anna/access-logs", "/usr/local/apache/domlogs/anna");
  tree.folder("/var/log/apache2/domlogs/anna");
  tree.file("/usr/local/cpanel/logs/session_log");
  tree.file("/home/anna/etc/anna.example/passwd", "info:x:1001:1001::/home/anna/mail:\n");
  tree.folder("/home/anna/public_html");
  tree.link("/etc/localtime", "../usr/share/zoneinfo/Europe/Berlin");
  return tree;
}

TEST(FindServer, KnowsACpanelTree) {
  TreeOnDisk tree;
  const Server server = cpanel_tree(tree).find();
  EXPECT_EQ(server.profile, Profile::cpanel);
  EXPECT_EQ(server.exim_version, "4.96.2");
  EXPECT_EQ(server.spool_directory, "/var/spool/exim");
  EXPECT_EQ(server.zone_name, "Europe/Berlin");
  EXPECT_EQ(server.owner_of_domain("WWW.Anna.Example"), "anna");
  EXPECT_EQ(server.owner_of_domain("shop.anna.example"), "anna");
  EXPECT_EQ(server.owner_of_domain("bert.example"), "bert");
  EXPECT_EQ(server.owner_of_domain("else.example"), "");
  ASSERT_NE(server.site_of_domain("parked.example"), nullptr);
  EXPECT_EQ(server.site_of_domain("parked.example")->domain, "anna.example");
  ASSERT_NE(server.site_of_path("/home/anna/public_html/shop/x.php"), nullptr);
  EXPECT_EQ(server.site_of_path("/home/anna/public_html/shop/x.php")->domain, "shop.anna.example");
  EXPECT_EQ(server.site_of_path("/home/anna/public_html/x.php")->domain, "anna.example");
  EXPECT_EQ(server.site_of_path("/home/bert/public_html/x.php")->domain, "bert.example");
  EXPECT_TRUE(server.is_local_domain("anna.example"));
  EXPECT_FALSE(server.is_local_domain("shop.anna.example"));
  EXPECT_EQ(server.mailboxes, std::vector<std::string>{"info@anna.example"});
  ASSERT_EQ(server.relay_networks.size(), 1u);
  EXPECT_EQ(to_text(server.relay_networks[0].base), "198.51.100.7");
  EXPECT_EQ(to_text(server.own_addresses.at(0)), "203.0.113.5");
}

TEST(FindServer, ListsEachAccessLogOfACpanelTreeOnceUnderItsLiveName) {
  TreeOnDisk tree;
  const Server server = cpanel_tree(tree).find();
  EXPECT_EQ(count_of(server, LogKind::access), 4u);
  const LogSource* log = log_at(server, "/usr/local/apache/domlogs/anna.example-ssl_log");
  ASSERT_NE(log, nullptr);
  EXPECT_EQ(log->domain, "anna.example");
  EXPECT_EQ(log->account, "anna");
  EXPECT_FALSE(log->is_webmail_site);
  EXPECT_NE(log_at(server, "/usr/local/apache/domlogs/bert.example"), nullptr);  // only .1 is there
  const LogSource* webmail = log_at(server, "/usr/local/apache/domlogs/webmail.anna.example");
  ASSERT_NE(webmail, nullptr);
  EXPECT_TRUE(webmail->is_webmail_site);
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
  EXPECT_EQ(count_of(server, LogKind::dovecot), 1u);
  EXPECT_EQ(count_of(server, LogKind::cpanel_session), 1u);
}

TEST(FindServer, KnowsCpanelByTwoWeakMarks) {
  TreeOnDisk tree;
  tree.file("/var/log/exim_mainlog");
  tree.file("/etc/userdomains", "anna.example: anna\n");
  EXPECT_EQ(tree.find().profile, Profile::cpanel);
}

TEST(FindServer, ReadsUserdataWhereTheShortListIsMissing) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/var/cpanel/userdata/anna/anna.example",
            "documentroot: /home/anna/www1\nserveralias: www.anna.example other.example\n");
  tree.file("/var/cpanel/userdata/anna/anna.example_SSL", "documentroot: /wrong\n");
  tree.file("/var/cpanel/users/bert", "DNS=bert.example\nDNS1=bert2.example\nDNSX=no.example\n");
  const Server server = tree.find();
  ASSERT_NE(server.site_of_domain("other.example"), nullptr);
  EXPECT_EQ(server.site_of_domain("other.example")->document_root, "/home/anna/www1");
}

TEST(FindServer, KnowsADirectAdminTree) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/virtual/domainowners", "anna.example: anna\nbert.example: bert\n");
  tree.file("/etc/virtual/domains", "anna.example\nbert.example\nmailonly.example\n");
  tree.file("/etc/virtual/anna.example/passwd", "Info:hash\nsales:hash\n");
  tree.file("/etc/virtual/pophosts", "192.0.2.9\n");
  tree.file("/usr/local/directadmin/data/users/anna/domains.list", "anna.example\n");
  tree.file("/usr/local/directadmin/data/users/anna/domains/anna.example.pointers",
            "pointed.example=type=alias\n");
  tree.file("/var/log/exim/mainlog");
  tree.file("/var/log/httpd/domains/anna.example.log");
  tree.file("/var/log/httpd/domains/anna.example.error.log");
  tree.file("/var/log/httpd/domains/anna.example.bytes");
  tree.file("/home/anna/.php/php-mail.log");
  tree.file("/var/www/html/roundcube/logs/userlogins.log");
  tree.file("/var/www/html/roundcube/logs/sendmail.log");
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::directadmin);
  EXPECT_EQ(server.site_of_domain("pointed.example")->domain, "anna.example");
  EXPECT_EQ(server.site_of_path("/home/bert/domains/bert.example/public_html/a.php")->account,
            "bert");
  EXPECT_TRUE(holds(server.mailboxes, "info@anna.example"));
  EXPECT_TRUE(server.is_local_domain("mailonly.example"));
  EXPECT_EQ(count_of(server, LogKind::access), 1u);
  const LogSource* php = log_at(server, "/home/anna/.php/php-mail.log");
  ASSERT_NE(php, nullptr);
  EXPECT_EQ(php->account, "anna");
  EXPECT_EQ(count_of(server, LogKind::roundcube_login), 1u);
  EXPECT_EQ(count_of(server, LogKind::roundcube_send), 1u);
}

TEST(FindServer, FindsTheLogsOfOtherWebmails) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file(
      "/etc/horde/horde/conf.php",
      "<?php\n$conf['log']['type'] = 'file';\n$conf['log']['name'] = '/srv/log/horde.txt';\n");
  tree.file("/srv/log/horde.txt");
  tree.file("/var/log/sogo/sogo.log");
  tree.file("/var/www/snappymail/data/_data_/_default_/logs/fail2ban/auth-2026-11-27.txt");
  tree.file("/var/www/snappymail/data/_data_/_default_/logs/fail2ban/auth-2026-11-28.txt");
  tree.file("/home/anna/rainloop/data/_data_/_default_/logs/fail2ban/auth-2026-11-28.txt");
  const Server server = tree.find();
  EXPECT_EQ(count_of(server, LogKind::horde), 1u);
  EXPECT_EQ(count_of(server, LogKind::sogo), 1u);
  EXPECT_EQ(count_of(server, LogKind::snappymail), 2u)
      << "a customer may write his own as he likes";
  EXPECT_TRUE(server.keeps_mailboxes_opened());
}

TEST(FindServer, FindsHordeInSyslog) {
  TreeOnDisk tree;
  tree.file("/usr/share/horde/config/conf.php",
            "<?php\n$conf['log']['type'] = 'syslog';\n$conf['log']['name'] = 'LOG_USER';\n");
  tree.file("/var/log/syslog");
  EXPECT_EQ(count_of(tree.find(), LogKind::horde), 1u);
}

TEST(FindServer, KnowsAHestiaTree) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/debian_version", "12.5\n");
  tree.file("/usr/local/hestia/data/users/anna/web.conf",
            "DOMAIN='anna.example' IP='192.0.2.1' ALIAS='www.anna.example,x.example' TPL='d'\n");
  tree.file("/usr/local/hestia/data/users/anna/mail.conf", "DOMAIN='mail-anna.example' U='1'\n");
  tree.file("/home/anna/conf/mail/mail-anna.example/passwd", "post:{MD5}x:anna:mail::/home\n");
  tree.file("/var/log/exim4/mainlog");
  tree.folder("/var/spool/exim4/input");
  tree.file("/var/log/apache2/domains/anna.example.log");
  tree.file("/var/log/nginx/domains/anna.example.log");
  tree.file("/var/log/dovecot.log");
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::hestia);
  EXPECT_EQ(server.site_of_domain("x.example")->account, "anna");
  EXPECT_EQ(server.site_of_path("/home/anna/web/anna.example/public_html/i.php")->domain,
            "anna.example");
  EXPECT_EQ(server.mailboxes, std::vector<std::string>{"post@mail-anna.example"});
  EXPECT_EQ(count_of(server, LogKind::access), 2u);
  EXPECT_EQ(count_of(server, LogKind::dovecot), 1u);
}

TEST(FindServer, KnowsAPlainDebianTree) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/debian_version", "12.5\n");
  tree.file("/etc/hostname", "mx.host.example\n");
  tree.file("/etc/mailname", "host.example\n");
  tree.file("/etc/timezone", "Europe/Paris\n");
  tree.file("/etc/exim4/update-exim4.conf.conf",
            "dc_other_hostnames='host.example;list.example'\ndc_relay_nets='192.0.2.0/24'\n");
  tree.file("/var/lib/exim4/config.autogenerated",
            "MAIN_DOMAINS=@:localhost:more.example\n"
            "spool_directory = /var/spool/exim4\nlog_file_path = /var/log/exim4/%slog\n"
            "domainlist local_domains = MAIN_DOMAINS\n"
            "hostlist relay_from_hosts = : 127.0.0.1 : ::::1 : 198.51.100.0/25\nbegin acl\n");
  tree.folder("/var/spool/exim4/input");
  tree.file("/var/log/exim4/mainlog.1");
  tree.file("/var/log/mail.log", "Nov 23 10:00:00 mx dovecot: imap-login: Login: user=<a>\n");
  tree.file("/var/log/syslog",
            "Nov 23 10:00:00 mx dovecot: imap-login: Login: user=<a>\n"
            "Nov 23 10:00:01 mx CRON[8]: (anna) CMD (true)\n");
  tree.file("/etc/apache2/apache2.conf", "IncludeOptional sites-enabled/*.conf\n");
  tree.file("/etc/apache2/sites-enabled/anna.conf",
            "<VirtualHost *:80>\n ServerName anna.example\n ServerAlias www.anna.example\n"
            " DocumentRoot /home/anna/site\n CustomLog ${APACHE_LOG_DIR}/anna.log combined\n"
            " php_admin_value mail.log /home/anna/logs/php_mail.log\n</VirtualHost>\n"
            "RemoteIPTrustedProxy 203.0.113.0/24\n");
  tree.file("/var/log/apache2/anna.log");
  tree.file("/var/log/apache2/access.log");
  tree.file("/var/log/apache2/error.log");
  tree.file("/home/anna/logs/php_mail.log");
  tree.file("/etc/php/8.2/fpm/php.ini", "; mail.log = /no\nmail.log = \"/var/log/phpm.log\"\n");
  tree.file("/var/log/phpm.log");
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::debian);
  EXPECT_EQ(server.hostname, "mx.host.example");
  EXPECT_EQ(server.qualify_domain, "host.example");
  EXPECT_EQ(server.zone_name, "Europe/Paris");
  for (const auto* domain : {"list.example", "more.example", "localhost", "anna.example"})
    EXPECT_TRUE(server.is_local_domain(domain)) << domain;
  EXPECT_EQ(server.relay_networks.size(), 4u);
  EXPECT_NE(log_at(server, "/var/log/exim4/mainlog"), nullptr);  // only mainlog.1 is there
  EXPECT_EQ(count_of(server, LogKind::dovecot), 1u);
  EXPECT_EQ(count_of(server, LogKind::cron), 1u);
  EXPECT_EQ(server.owner_of_domain("anna.example"), "anna");
  const LogSource* access = log_at(server, "/var/log/apache2/anna.log");
  ASSERT_NE(access, nullptr);
  EXPECT_EQ(access->domain, "anna.example");
  EXPECT_EQ(count_of(server, LogKind::access), 2u);
  EXPECT_EQ(count_of(server, LogKind::php_mail), 2u);
  EXPECT_EQ(server.proxies.size(), 1u);
}

TEST(FindServer, KnowsARedHatTree) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/redhat-release", "Some Linux 9\n");
  tree.file("/etc/exim/exim.conf", "primary_hostname = mx.host.example\nbegin acl\n");
  tree.file("/var/log/exim/main.log");
  tree.file("/var/log/exim/reject.log");
  tree.file("/var/log/httpd/access_log");
  tree.file("/etc/httpd/conf/httpd.conf",
            "ServerRoot \"/etc/httpd\"\nCustomLog \"logs/access_log\" combined\n");
  tree.link("/etc/httpd/logs", "../../var/log/httpd");
  tree.file("/var/log/cron");
  tree.file("/etc/sysconfig/network-scripts/ifcfg-eth0",
            "IPADDR=\"192.0.2.77\"\nGATEWAY=192.0.2.1\n");
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::rhel);
  EXPECT_EQ(server.primary_hostname, "mx.host.example");
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
  EXPECT_EQ(count_of(server, LogKind::access), 1u);
  EXPECT_NE(log_at(server, "/var/log/httpd/access_log"), nullptr);
  ASSERT_EQ(server.own_addresses.size(), 1u);
  EXPECT_EQ(to_text(server.own_addresses[0]), "192.0.2.77");
}

TEST(FindServer, KnowsTheFirewallThatKeepsTheRules) {
  TreeOnDisk tree;
  tree.file("/etc/exim4/exim4.conf", "primary_hostname = mx.host.example\n");
  EXPECT_EQ(tree.find().rule_keeper, "");
  tree.file("/etc/apf/conf.apf");
  EXPECT_EQ(tree.find().rule_keeper, "apf");
  tree.file("/etc/csf/csf.conf", "TESTING = \"0\"\n");
  EXPECT_EQ(tree.find().rule_keeper, "csf");
  tree.file("/etc/csf/csf.disable");
  EXPECT_EQ(tree.find().rule_keeper, "apf");
}

TEST(FindServer, FindsItsWayOnAPanelItDoesNotKnow) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/exim.conf", "log_file_path = /data/log/%s\nspool_directory = /data/spool\n");
  tree.file("/data/log/main");
  tree.folder("/data/spool/input");
  tree.file("/home/anna/access-logs/anna.example");
  tree.file("/home/anna/logs/php_mail.log");
  tree.folder("/home/anna/public_html");
  tree.file("/var/www/vhosts/system/shop.example/logs/access_ssl_log");
  tree.file("/home/bert/access-logs/disputed.example");
  tree.file("/home/anna/access-logs-not/bert.example");
  const Server server = tree.find();
  EXPECT_NE(log_at(server, "/data/log/main"), nullptr);
  EXPECT_EQ(server.spool_directory, "/data/spool");
  EXPECT_EQ(server.owner_of_domain("anna.example"), "anna");
  EXPECT_EQ(server.site_of_domain("anna.example")->document_root, "/home/anna/public_html");
  const LogSource* shop = log_at(server, "/var/www/vhosts/system/shop.example/logs/access_ssl_log");
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(shop->domain, "shop.example");
  EXPECT_EQ(count_of(server, LogKind::php_mail), 1u);
}

TEST(FindServer, GivesADomainToNobodyWhenTwoHomesClaimIt) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/home/anna/access-logs/shared.example");
  tree.file("/home/bert/access-logs/shared.example");
  EXPECT_EQ(tree.find().owner_of_domain("shared.example"), "");
}

TEST(FindServer, LetsNoHomeTakeADomainThePanelGaveToAnother) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/etc/userdomains", "anna.example: anna\n");
  tree.file("/home/bert/access-logs/anna.example");
  EXPECT_EQ(tree.find().owner_of_domain("anna.example"), "anna");
}

TEST(FindServer, TakesNoMailLogForAnAccessLogThroughALink) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/var/log/exim_mainlog");
  tree.link("/home/bert/access-logs/evil.example", "/var/log/exim_mainlog");
  const Server server = tree.find();
  EXPECT_EQ(count_of(server, LogKind::access), 0u);
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
}

TEST(FindServer, FindsEximsLinesInSyslog) {
  TreeOnDisk tree;
  tree.file("/etc/exim.conf", "log_file_path = syslog\n");
  tree.file("/var/log/maillog",
            "Nov 23 10:00:00 mx exim[12]: 2026-11-23 10:00:00 Start queue run\n");
  const Server server = tree.find();
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
  EXPECT_EQ(count_of(server, LogKind::dovecot), 1u);
}

TEST(FindServer, FindsEximsLinesInTheFormOfRfc5424) {
  TreeOnDisk tree;
  tree.file("/var/log/syslog",
            "<22>1 2026-11-23T10:00:00+01:00 mx exim 12 - -  2026-11-23 10:00:00 Start\n"
            "<78>1 2026-11-23T10:00:00+01:00 mx CRON 13 - -  (anna) CMD (true)\n"
            "<30>1 2026-11-23T10:00:00+01:00 mx shop 14 - -  x dovecot 1 - - y\n");
  EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), 1u);
  EXPECT_EQ(count_of(tree.find(), LogKind::cron), 1u);
  EXPECT_EQ(count_of(tree.find(), LogKind::dovecot), 0u);
}

TEST(FindServer, ReadsOneOfTwoLogsWhereEximWritesBoth) {
  TreeOnDisk tree;
  tree.file("/etc/exim.conf", "log_file_path = : syslog\n");
  tree.file("/var/log/exim_mainlog");
  tree.file("/var/log/maillog",
            "Nov 23 10:00:00 mx exim[12]: 2026-11-23 10:00:00 Start queue run\n");
  EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), 1u);
}

TEST(FindServer, FindsEximsLinesInSyslogUnderAnotherName) {
  TreeOnDisk tree;
  tree.file("/etc/exim.conf", "log_file_path = syslog\nsyslog_processname = mta-in\n");
  tree.file("/var/log/maillog", "Nov 23 10:00:00 mx mta-in[12]: Start queue run\n");
  EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), 1u);
  EXPECT_EQ(tree.find().exim_syslog_name, "mta-in");
  for (const auto* name : {"exim-out", "a b", "$x", "a'b"}) {
    tree.file("/etc/exim.conf", std::string("syslog_processname = ") + name + "\n");
    EXPECT_EQ(tree.find().exim_syslog_name, "") << name;
  }
}

// Each day's file holds a part of what happened; the name stands for all of them.
TEST(FindServer, KeepsTheDateInTheNameOfALog) {
  TreeOnDisk tree;
  tree.file("/etc/exim.conf", "log_file_path = /data/log/%s-%D.log\n");
  tree.file("/data/log/main-20261122.log.gz");
  tree.file("/data/log/main-20261123.log");
  tree.file("/data/log/main-2026112.log");
  const Server server = tree.find();
  EXPECT_NE(log_at(server, "/data/log/main-%D.log"), nullptr);
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
  EXPECT_EQ(count_of(server, LogKind::exim_reject), 0u);
  tree.file("/etc/exim.conf", "log_file_path = /data/%M/%slog\n");
  tree.file("/data/202610/mainlog");
  tree.file("/data/202611/mainlog");
  EXPECT_NE(log_at(tree.find(), "/data/202611/mainlog"), nullptr);
}

// A minute after midnight the live file tells of nobody yet, and not every rotation is called .1.
TEST(FindServer, FindsEximsLinesInSyslogThatWasJustRotated) {
  TreeOnDisk tree;
  tree.file("/var/log/maillog", "Nov 23 00:00:01 mx rsyslogd: was HUPed\n");
  tree.file("/var/log/maillog-20261123",
            "Nov 22 10:00:00 mx exim[12]: 2026-11-22 10:00:00 Start queue run\n");
  EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), 1u);
}

constexpr std::string_view kThreeArrivals =
    "2026-11-22 10:00:00 1xVTzI-000001-AB <= a@b.example U=a P=local S=1\n"
    "2026-11-22 10:00:01.123 +0100 [77] 1xVTzJ-000001-AB <= a@b.example U=a P=local S=1\n"
    "2026-11-22 10:00:02 1xVTzI-000001-AB => c@d.example R=r T=t\n";

TEST(FindServer, TellsAMainLogAtNoKnownPlaceByWhatItHolds) {
  TreeOnDisk tree;
  tree.file("/opt/mta/logs/out.log", kThreeArrivals);
  tree.file("/opt/mta/spool/input/x");
  tree.file("/opt/mta/spool/msglog/x");
  const Server server = tree.find();
  EXPECT_NE(log_at(server, "/opt/mta/logs/out.log"), nullptr);
  EXPECT_EQ(server.spool_directory, "/opt/mta/spool");
}

// Whoever writes the file can name others in it.
TEST(FindServer, TakesNoCustomersFileForAMainLog) {
  ASSERT_EQ(geteuid(), 0u) << "files of other owners are root's to make";
  const std::pair<uid_t, std::size_t> rows[] = {{0, 1}, {101, 1}, {33, 0}, {1001, 0}};
  for (const auto& [owner, logs] : rows) {
    TreeOnDisk tree;
    tree.file("/etc/passwd",
              "root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\n"
              "mta:x:101:101::/opt/mta:/bin/false\nkim:x:1001:1001::/home/kim:/bin/sh\n");
    tree.file("/opt/mta/logs/out.log", kThreeArrivals);
    ASSERT_EQ(::chown((tree.path() + "/opt/mta/logs/out.log").c_str(), owner, owner), 0);
    EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), logs) << owner;
  }
}

TEST(FindServer, TakesNoVisitorsWordsForAMainLog) {
  TreeOnDisk tree;
  const std::string words = " 1xVTzI-000001-AB <= a@b.example\"\n";
  for (const std::string_view begin :
       {"20.0.2.1 - - [22/Nov/2026:10:00:00 +0100] \"GET / HTTP/1.1\" 200 1 \"-\" \"exim[1]:",
        "2026-11-22T10:00:00+01:00 192.0.2.1 \"GET /\" \" exim[1]:",
        "Nov 22 10:00:00 mx nginx: \"GET /\" \" exim[1]:"}) {
    tree.file("/var/log/a.log",
              std::string(begin) + words + std::string(begin) + words + std::string(begin) + words);
    EXPECT_EQ(count_of(tree.find(), LogKind::exim_main), 0u) << begin;
  }
}

TEST(FindServer, TakesTheSettingsBeforeWhatItFinds) {
  TreeOnDisk tree;
  tree.file("/var/log/exim_mainlog");
  tree.file("/x/main");
  Config config;
  config.main_logs = {"/x/main"};
  config.profile = "directadmin";
  config.timezone = "+02:00";
  config.spool_directory = "/x/spool";
  const Server server = tree.find(config);
  EXPECT_EQ(server.profile, Profile::directadmin);
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
  EXPECT_NE(log_at(server, "/x/main"), nullptr);
  EXPECT_EQ(server.spool_directory, "/x/spool");
  EXPECT_EQ(server.zone.offset_at(Time{}), seconds(7200));
}

TEST(FindServer, TellsWhichLogsTheSettingsNameInVain) {
  TreeOnDisk tree;
  tree.file("/var/log/exim_mainlog");
  tree.file("/x/rotated-20261130");
  tree.folder("/x/folder");
  Config config;
  config.main_logs = {"/x/main"};
  config.reject_logs = {"/x/rotated", "/x/reject-%D"};
  config.dovecot_logs = {"/x/folder"};
  config.access_logs = {"/x/access"};
  config.webmail_logs = {"/x/webmail"};
  config.php_mail_logs = {"/x/php"};
  const Server server = tree.find(config);
  EXPECT_EQ(server.absent_logs,
            (std::vector<std::string>{"/x/main", "/x/webmail", "/x/php", "/x/access"}));
  for (const std::string& path : server.absent_logs) {
    EXPECT_EQ(log_at(server, path), nullptr) << path;
    EXPECT_NE(std::ranges::find(server.notes, path + ", which the settings name, is not there"),
              server.notes.end())
        << path;
  }
  for (const std::string_view path : {"/x/rotated", "/x/reject-%D", "/x/folder"})
    EXPECT_NE(log_at(server, path), nullptr) << path;
  EXPECT_EQ(count_of(server, LogKind::exim_main), 0u);  // of another server's, maybe
}

TEST(FindServer, ResolvesHomesThatAreLinks) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.folder("/home2/anna/public_html");
  tree.link("/home/anna", "/home2/anna");
  tree.file("/etc/userdatadomains",
            "anna.example: anna==root==main==anna.example==/home/anna/public_html==x\n");
  const Server server = tree.find();
  ASSERT_NE(server.account_of_path("/home2/anna/public_html/x.php"), nullptr);
  EXPECT_EQ(server.account_of_path("/home2/anna/public_html/x.php")->name, "anna");
  ASSERT_NE(server.site_of_path("/home2/anna/public_html/x.php"), nullptr);
}

TEST(FindServer, FindsMailmanLists) {
  TreeOnDisk tree;
  tree.file("/etc/userdomains", "anna.example: anna\n");
  tree.file("/usr/local/cpanel/3rdparty/mailman/lists/my_news_anna.example/config.pck",
            std::string_view("}q\x01U\x05owner]q\x02U\x11"
                             "boss@anna.examplea",
                             31));
  tree.file("/var/lib/mailman3/data/postfix_lmtp",
            "talk@anna.example   lmtp:[127.0.0.1]:8024\ntalk-bounces@anna.example lmtp:[x]:1\n");
  const Server server = tree.find();
  ASSERT_EQ(server.lists.size(), 2u);
  EXPECT_EQ(server.lists[0].address, "my_news@anna.example");
  EXPECT_EQ(server.lists[1].address, "talk@anna.example");
}

// FreeBSD's port logs where DirectAdmin does, and has none of its commands.
TEST(FindServer, TakesFreeBsdForNoPanel) {
  TreeOnDisk tree;
  tree.file("/usr/local/etc/exim/configure", "domainlist local_domains = anna.example\n");
  tree.file("/var/log/exim/mainlog");
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::custom);
  EXPECT_EQ(count_of(server, LogKind::exim_main), 1u);
}

TEST(FindServer, TakesNoPlaceThatManyLogInForAPanel) {
  TreeOnDisk bare;
  bare.file("/var/log/exim/mainlog");
  EXPECT_EQ(bare.find().profile, Profile::custom);
  TreeOnDisk freebsd;
  freebsd.file("/var/log/exim/mainlog");
  freebsd.file("/usr/local/www/anna.example/index.php");
  EXPECT_EQ(freebsd.find().profile, Profile::custom);
  TreeOnDisk red_hat;
  red_hat.file("/var/log/exim/mainlog");
  red_hat.file("/etc/httpd/conf/httpd.conf");
  EXPECT_EQ(red_hat.find().profile, Profile::rhel);
  TreeOnDisk panel;
  panel.file("/var/log/exim/mainlog");
  panel.file("/etc/virtual/domains", "anna.example\n");
  EXPECT_EQ(panel.find().profile, Profile::directadmin);
}

// FastPanel: nginx and the Apache behind it have a log each, and ~/www a folder for each site.
TEST(FindServer, TakesTheNameOfAServerForNoPartOfASites) {
  TreeOnDisk tree;
  tree.file("/etc/passwd", kPasswd);
  tree.file("/home/anna/logs/anna.example-frontend.access.log");
  tree.file("/home/anna/logs/anna.example-backend.access.log");
  tree.folder("/home/anna/www/anna.example");
  const Server server = tree.find();
  for (const std::string_view which : {"frontend", "backend"}) {
    const auto path = "/home/anna/logs/anna.example-" + std::string(which) + ".access.log";
    ASSERT_NE(log_at(server, path), nullptr);
    EXPECT_EQ(log_at(server, path)->domain, "anna.example");
  }
  EXPECT_EQ(server.site_of_domain("anna.example")->document_root, "/home/anna/www/anna.example");
}

TEST(FindServer, SaysWhatIsMissingInAnEmptyTree) {
  TreeOnDisk tree;
  const Server server = tree.find();
  EXPECT_EQ(server.profile, Profile::custom);
  EXPECT_TRUE(server.logs.empty());
  EXPECT_GE(server.notes.size(), 4u);
}

}  // namespace
}  // namespace queuehound
