"""Where each kind of server keeps its files, and the panel's own lists of accounts and domains."""
import os
import shutil


class Layout:
    """Paths inside the server. What differs between panels is a field or a method here."""
    name = "custom"
    main_log, reject_log = "/srv/mail/log/mainlog", "/srv/mail/log/rejectlog"
    mail_log = "/srv/mail/log/dovecot.log"
    mail_log_is_syslog = False
    spool, flat = "/srv/mail/spool", True
    exim_user = ("exim", 301, 301)
    web_user = ("www-data", 33)
    rotation = "numbered"
    local = ("virtual_user", "dovecot_lmtp")
    remote = ("dnslookup", "remote_smtp")
    crontabs = "/var/spool/cron/crontabs"
    cron_log = "/var/log/cron.log"
    shared_access_log = None          # one log for every site, vhost in front
    roundcube = "/var/log/roundcube"

    def home(self, account):
        return f"/srv/www/{account}"

    def document_root(self, account, domain):
        return f"{self.home(account)}/public"

    def access_log(self, account, domain):
        return f"/srv/www/log/{domain}.access.log"

    def php_log(self, account):
        return f"{self.home(account)}/logs/php_mail.log"

    def finish(self, server):
        """What can be made only when the logs are there."""

    def write(self, server):
        domains = " : ".join(server.domains())
        server.file("/etc/exim/exim.conf", f"""\
primary_hostname = {server.hostname}
domainlist local_domains = @ : {domains}
hostlist relay_from_hosts = 127.0.0.1 : ::::1
spool_directory = {self.spool}
log_file_path = /srv/mail/log/%slog
begin acl
""")
        server.file("/etc/dovecot/dovecot.conf", f"protocols = imap pop3\nlog_path = {self.mail_log}\n")
        for account, domain in server.sites():
            server.file(f"/etc/nginx/conf.d/{domain}.conf", f"""\
server {{
  listen 443 ssl;
  server_name {domain} www.{domain};
  root {self.document_root(account, domain)};
  access_log {self.access_log(account, domain)};
}}
""")


class Cpanel(Layout):
    name = "cpanel"
    main_log, reject_log = "/var/log/exim_mainlog", "/var/log/exim_rejectlog"
    mail_log, mail_log_is_syslog = "/var/log/maillog", True
    spool, flat = "/var/spool/exim", False
    exim_user = ("mailnull", 47, 12)
    web_user = ("nobody", 99)
    rotation = "dated-gz"
    local = ("virtual_user", "dovecot_virtual_delivery")
    crontabs, cron_log = "/var/spool/cron", "/var/log/cron"
    roundcube = "/var/cpanel/roundcube/log"

    def home(self, account):
        return f"/home/{account}"

    def document_root(self, account, domain):
        return f"/home/{account}/public_html"

    def access_log(self, account, domain):
        return f"/usr/local/apache/domlogs/{domain}"

    def write(self, server):
        server.file("/usr/local/cpanel/version", "11.126.0.9\n")
        server.file("/etc/exim.conf", f"primary_hostname = {server.hostname}\n"
                    "domainlist local_domains = lsearch;/etc/localdomains\n"
                    f"spool_directory = {self.spool}\nsplit_spool_directory = yes\n"
                    "log_file_path = /var/log/exim_%slog\n")
        server.file("/etc/localdomains", "".join(f"{d}\n" for d in [server.hostname] + server.domains()))
        server.file("/etc/userdomains", "".join(f"{d}: {u}\n" for u, d in server.sites()) + "*: nobody\n")
        server.file("/etc/trueuserdomains", "".join(f"{d}: {u}\n" for u, d in server.first_sites()))
        for account, domain in server.first_sites():
            server.file(f"/var/cpanel/users/{account}", f"USER={account}\nDNS={domain}\nPLAN=default\n")
        for account, domain in server.sites():
            boxes = [box for box, d in server.boxes(account) if d == domain]
            uid = server.accounts[account].uid
            server.file(f"/home/{account}/etc/{domain}/passwd", "".join(
                f"{box}:x:{uid}:{uid}::/home/{account}/mail/{domain}/{box}:/home/{account}\n" for box in boxes))
            server.file(f"/home/{account}/etc/{domain}/shadow", "".join(
                f"{box}:$6$made$up:20000::::::\n" for box in boxes))


    def finish(self, server):
        """Each log by a second name in the account's folder, which ~/access-logs leads to."""
        for account, domain in server.sites():
            folder = f"{server.root}/usr/local/apache/domlogs/{account}"
            log = f"{server.root}{self.access_log(account, domain)}"
            if not os.path.exists(log):
                continue
            os.makedirs(folder, exist_ok=True)
            os.link(log, f"{folder}/{os.path.basename(log)}")
            with open(f"{log}-bytes_log", "w", encoding="ascii") as file:
                file.write(f"{int(server.now)} 5120 .\n")
            link = f"{server.root}/home/{account}/access-logs"
            if not os.path.lexists(link):
                os.makedirs(os.path.dirname(link), exist_ok=True)
                os.symlink(f"/usr/local/apache/domlogs/{account}", link)


class DirectAdmin(Layout):
    name = "directadmin"
    main_log, reject_log = "/var/log/exim/mainlog", "/var/log/exim/rejectlog"
    mail_log, mail_log_is_syslog = "/var/log/maillog", True
    spool, flat = "/var/spool/exim", True
    exim_user = ("mail", 8, 12)
    web_user = ("apache", 48)
    crontabs, cron_log = "/var/spool/cron", "/var/log/cron"
    roundcube = "/var/www/html/roundcube/logs"

    def home(self, account):
        return f"/home/{account}"

    def document_root(self, account, domain):
        return f"/home/{account}/domains/{domain}/public_html"

    def access_log(self, account, domain):
        return f"/var/log/httpd/domains/{domain}.log"

    def php_log(self, account):
        return f"/home/{account}/.php/php-mail.log"

    def write(self, server):
        server.file("/usr/local/directadmin/directadmin", "")
        server.file("/etc/exim.conf", f"primary_hostname = {server.hostname}\n"
                    "domainlist local_domains = lsearch;/etc/virtual/domains\n")
        server.file("/etc/virtual/domains", "".join(f"{d}\n" for d in server.domains()))
        server.file("/etc/virtual/domainowners", "".join(f"{d}: {u}\n" for u, d in server.sites()))
        for account, domain in server.sites():
            server.file(f"/usr/local/directadmin/data/users/{account}/domains/{domain}.conf",
                        f"domain={domain}\nusername={account}\n")
            server.append(f"/usr/local/directadmin/data/users/{account}/domains.list", f"{domain}\n")
            uid = server.accounts[account].uid
            server.file(f"/etc/virtual/{domain}/passwd", "".join(
                f"{box}:$6$made$up:{uid}:12::/home/{account}/imap/{domain}/{box}:/bin/false\n"
                for box, d in server.boxes(account) if d == domain))


class Hestia(Layout):
    name = "hestia"
    main_log, reject_log = "/var/log/exim4/mainlog", "/var/log/exim4/rejectlog"
    mail_log, mail_log_is_syslog = "/var/log/dovecot.log", False
    spool, flat = "/var/spool/exim4", True
    exim_user = ("Debian-exim", 102, 105)

    def home(self, account):
        return f"/home/{account}"

    def document_root(self, account, domain):
        return f"/home/{account}/web/{domain}/public_html"

    def access_log(self, account, domain):
        return f"/var/log/apache2/domains/{domain}.log"

    def write(self, server):
        server.file("/usr/local/hestia/conf/hestia.conf", "VERSION='1.9.3'\nMAIL_SYSTEM='exim4'\n")
        server.file("/etc/exim4/exim4.conf.template", f"primary_hostname = {server.hostname}\n"
                    "domainlist local_domains = dsearch;/etc/exim4/domains/\n")
        users = "/usr/local/hestia/data/users"
        for account, domain in server.sites():
            server.append(f"{users}/{account}/web.conf",
                          f"DOMAIN='{domain}' IP='192.0.2.10' ALIAS='www.{domain}' TPL='default' SUSPENDED='no'\n")
            server.append(f"{users}/{account}/mail.conf",
                          f"DOMAIN='{domain}' ANTIVIRUS='no' ANTISPAM='no' DKIM='yes' SUSPENDED='no'\n")
            uid = server.accounts[account].uid
            server.file(f"/home/{account}/conf/mail/{domain}/passwd", "".join(
                f"{box}:{{BLF-CRYPT}}made-up:{account}:mail::/home/{account}:0:userdb_quota_rule=*:storage=0M\n"
                for box, d in server.boxes(account) if d == domain))
            os.makedirs(f"{server.root}/etc/exim4/domains/{domain}", exist_ok=True)
            server.file(f"/etc/exim4/domains/{domain}/passwd",
                        "".join(f"{box}:{{BLF-CRYPT}}made-up:{uid}:8::/home/{account}::\n"
                                for box, d in server.boxes(account) if d == domain))


class Debian(Layout):
    name = "debian"
    main_log, reject_log = "/var/log/exim4/mainlog", "/var/log/exim4/rejectlog"
    mail_log, mail_log_is_syslog = "/var/log/mail.log", True
    spool, flat = "/var/spool/exim4", True
    exim_user = ("Debian-exim", 102, 105)
    local = ("dovecot_user", "dovecot_lda")
    shared_access_log = "/var/log/apache2/other_vhosts_access.log"

    def home(self, account):
        return f"/home/{account}"

    def document_root(self, account, domain):
        return f"/var/www/{domain}"

    def access_log(self, account, domain):
        return self.shared_access_log

    @staticmethod
    def exim_settings(server, *options):
        """What Exim reads: Debian's script puts it together from its parts, of which these options would be one."""
        server.file("/var/lib/exim4/config.autogenerated", "".join(f"{line}\n" for line in (
            f"primary_hostname = {server.hostname}", *options, f"domainlist local_domains = @ : {' : '.join(server.domains())}",
            "hostlist relay_from_hosts = 127.0.0.1", "begin acl")))

    def write(self, server):
        server.file("/etc/debian_version", "12.8\n")
        server.file("/etc/mailname", f"{server.hostname}\n")
        server.file("/etc/exim4/update-exim4.conf.conf",
                    "dc_eximconfig_configtype='internet'\n"
                    f"dc_other_hostnames='{' : '.join(server.domains())}'\n"
                    "dc_local_interfaces=''\ndc_relay_nets=''\n")
        server.file("/etc/dovecot/users", "".join(
            f"{box}@{domain}:{{PLAIN-MD5}}made-up::::::\n"
            for account in server.accounts for box, domain in server.boxes(account)))
        for account, domain in server.sites():
            server.file(f"/etc/apache2/sites-enabled/{domain}.conf", f"""\
<VirtualHost *:443>
  ServerName {domain}
  ServerAlias www.{domain}
  DocumentRoot {self.document_root(account, domain)}
</VirtualHost>
""")
        server.file("/etc/apache2/conf-enabled/other-vhosts-access-log.conf",
                    "CustomLog ${APACHE_LOG_DIR}/other_vhosts_access.log vhost_combined\n")


class DebianSyslog(Debian):
    """log_file_path = syslog: main and reject log are one file, so what belongs to both stands twice in it."""
    name = "debian_syslog"
    main_log = reject_log = Debian.mail_log

    def write(self, server):
        super().write(server)
        self.exim_settings(server, "log_file_path = syslog")


class DebianSyslogRenamed(DebianSyslog):
    """The same, and syslog_processname gives Exim another name there."""
    name = "debian_syslog_renamed"

    def write(self, server):
        super().write(server)
        self.exim_settings(server, "log_file_path = syslog", "syslog_timestamp = false",
                           f"syslog_processname = {server.exim.syslog_name}")


class DebianDated(Debian):
    """log_file_path = ...%D...: Exim itself begins a file each day, and no program rotates them."""
    name = "debian_dated"
    main_log, reject_log = "/var/log/exim4/main-%D.log", "/var/log/exim4/reject-%D.log"

    def write(self, server):
        super().write(server)
        self.exim_settings(server, "log_file_path = /var/log/exim4/%s-%D.log")


class Rhel(Layout):
    name = "rhel"
    main_log, reject_log = "/var/log/exim/main.log", "/var/log/exim/reject.log"
    mail_log, mail_log_is_syslog = "/var/log/maillog", True
    spool, flat = "/var/spool/exim", False
    exim_user = ("exim", 93, 93)
    web_user = ("apache", 48)
    rotation = "dated-gz"
    crontabs, cron_log = "/var/spool/cron", "/var/log/cron"

    def home(self, account):
        return f"/home/{account}"

    def document_root(self, account, domain):
        return f"/var/www/{domain}/html"

    def access_log(self, account, domain):
        return f"/var/log/httpd/{domain}-access_log"

    def write(self, server):
        server.file("/etc/redhat-release", "AlmaLinux release 9.4 (Seafoam Ocelot)\n")
        server.file("/etc/exim/exim.conf", f"primary_hostname = {server.hostname}\n"
                    f"domainlist local_domains = @ : {' : '.join(server.domains())}\n"
                    "log_file_path = /var/log/exim/%s.log\nsplit_spool_directory = yes\n")
        for account, domain in server.sites():
            server.file(f"/etc/httpd/conf.d/{domain}.conf", f"""\
<VirtualHost *:443>
  ServerName {domain}
  DocumentRoot {self.document_root(account, domain)}
  CustomLog logs/{domain}-access_log combined
</VirtualHost>
""")
        server.file("/etc/httpd/conf/httpd.conf", 'ServerRoot "/etc/httpd"\nUser apache\nGroup apache\n'
                    "IncludeOptional conf.d/*.conf\n")


class InterWorx(Rhel):
    """The copy has no settings of the web server: each site's log lies in its owner's home."""
    name = "interworx"

    def document_root(self, account, domain):
        return f"/home/{account}/{domain}/html"

    def access_log(self, account, domain):
        return f"/home/{account}/var/{domain}/logs/transfer.log"

    def write(self, server):
        super().write(server)
        shutil.rmtree(f"{server.root}/etc/httpd")


class AaPanel(Debian):
    """The panel keeps its web server's settings in a folder of its own."""
    name = "aapanel"

    def document_root(self, account, domain):
        return f"/www/wwwroot/{domain}"

    def access_log(self, account, domain):
        return f"/www/wwwlogs/{domain}.log"

    def write(self, server):
        super().write(server)
        shutil.rmtree(f"{server.root}/etc/apache2")
        for account, domain in server.sites():
            server.file(f"/www/server/panel/vhost/nginx/{domain}.conf", f"""\
server
{{
    listen 443 ssl http2;
    server_name {domain} www.{domain};
    root {self.document_root(account, domain)};
    access_log  {self.access_log(account, domain)};
}}
""")


class FreeBsd(Rhel):
    """One log for all sites; its settings were not copied."""
    name = "freebsd"
    main_log, reject_log = "/var/log/exim/mainlog", "/var/log/exim/rejectlog"
    shared_access_log = "/var/log/httpd-access.log"

    def document_root(self, account, domain):
        return f"/home/{account}/public_html"

    def access_log(self, account, domain):
        return self.shared_access_log

    def write(self, server):
        server.file("/usr/local/etc/exim/configure", f"primary_hostname = {server.hostname}\n"
                    f"domainlist local_domains = @ : {' : '.join(server.domains())}\n"
                    "log_file_path = /var/log/exim/%slog\nsplit_spool_directory = yes\n")


LAYOUTS = {layout.name: layout for layout in (Layout, Cpanel, DirectAdmin, Hestia, Debian, DebianSyslog, DebianSyslogRenamed,
                                               DebianDated, Rhel, InterWorx, AaPanel, FreeBsd)}


def write_common(server):
    """What every Unix has: accounts, host name, zone."""
    exim, uid, gid = server.layout.exim_user
    web, web_uid = server.layout.web_user
    lines = ["root:x:0:0:root:/root:/bin/bash", f"{exim}:x:{uid}:{gid}::{server.layout.spool}:/usr/sbin/nologin",
             f"{web}:x:{web_uid}:{web_uid}::/var/www:/usr/sbin/nologin",
             "dovecot:x:110:117::/usr/lib/dovecot:/usr/sbin/nologin"]
    groups = ["root:x:0:", f"mail:x:{gid}:", f"{web}:x:{web_uid}:"]
    for account in server.accounts.values():
        lines.append(f"{account.name}:x:{account.uid}:{account.uid}::{account.home}:/bin/bash")
        groups.append(f"{account.name}:x:{account.uid}:")
    server.file("/etc/passwd", "\n".join(lines) + "\n")
    server.file("/etc/group", "\n".join(groups) + "\n")
    server.file("/etc/hostname", server.hostname + "\n")
    server.file("/etc/hosts", f"127.0.0.1 localhost\n{server.address} {server.hostname} {server.short_name}\n")
    server.file("/etc/timezone", server.clock.name + "\n")
    zone = f"/usr/share/zoneinfo/{server.clock.name}"
    if os.path.exists(zone):
        shutil.copyfile(zone, server.root + "/etc/localtime")
    for account, domain in server.sites():
        os.makedirs(server.root + server.layout.document_root(account, domain), exist_ok=True)
