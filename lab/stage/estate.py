"""What stands on the server before anybody comes: accounts, mailboxes, sites, lists, settings."""
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAB = Path(__file__).resolve().parent.parent
HOSTNAME = "server.hosting.example"
KEPT_USERS = {"root", "daemon", "bin", "sys", "mail", "www-data", "nobody", "Debian-exim", "dovecot", "dovenull",
              "messagebus", "crontab", "ftp", "list"}
KEPT_GROUPS = KEPT_USERS | {"nogroup", "shadow", "adm", "tty", "utmp", "ssl-cert"}
FORWARDERS = {  # domain -> lines of its valiases
    "harbor-tools.example": ["sales@harbor-tools.example: info@harbor-tools.example, partner@post.test"],
    "samuel-law.example": ["clerk@samuel-law.example: clerk.home@inbox.test"],
}
LIST = "members@birdclub.example"
LIST_MEMBERS = [f"member{n:02}@{'post.test' if n % 2 else 'inbox.test'}" for n in range(24)]
FTP_PASSWORD = "shop-window-88"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    domain: str
    contact: str

    @property
    def ids(self):
        return self.uid, self.uid

    @property
    def home(self):
        return f"/home/{self.name}"


def rows(name):
    return [line.split() for line in (LAB / "server" / name).read_text().splitlines()]


ACCOUNTS = [Account(name, int(uid), domain, contact) for name, uid, domain, contact in rows("accounts")]
PASSWORDS = dict(rows("mailboxes"))
MOD_PHP = {"birdclub"}  # whose site runs as the web server's user


def account_of_domain(domain):
    return next(account for account in ACCOUNTS if account.domain == domain)


def ids_of(name):
    return next(account.ids for account in ACCOUNTS if account.name == name)


@cache
def hash_of(password):
    return subprocess.run(["openssl", "passwd", "-6", "-salt", "stage", password], check=True, capture_output=True,
                          text=True).stdout.strip()


def fill(name, **values):
    """A template of lab/server with its @NAMES@ filled in."""
    text = (LAB / "server" / name).read_text()
    for key, value in values.items():
        text = text.replace(f"@{key}@", str(value))
    return text


def build(machine, style, settings):
    """`settings`: what the scenario wants of Exim: relay_hosts, ident, exim_lines."""
    for home in machine.root.glob("home/*"):  # the machine's own are nobody's business here
        shutil.rmtree(home)
    _users(machine)
    _clock_zone(machine, style)
    _names(machine, style)
    if style.panel == "cpanel":
        _cpanel_files(machine)
    for account in ACCOUNTS:
        _home(machine, account)
    _mailboxes(machine)
    _lists(machine)
    configure(machine, style, settings)


def configure(machine, style, settings):
    """Writes what differs between scenarios; a stage taken over from a history is set again by it."""
    machine.write("/etc/exim4/exim4.conf", exim_settings(style, settings))
    if style.panel == "cpanel":
        machine.write("/etc/exim.conf", exim_settings(style, settings))
    _web(machine, style, settings)
    _logging(machine, style)
    machine.write("/etc/vsftpd.conf", fill("vsftpd.conf"))


def exim_settings(style, settings):
    queue = f"  warn !hosts = :\n       authenticated = *\n       queue = {style.named_queue}" if style.named_queue else ""
    return fill("exim.conf", SPOOL=style.spool, SPLIT="true" if style.is_split else "false", LOG=style.log_file_path,
                SELECTOR=style.selector, LINES=style.exim_lines + "\n" + settings.get("exim_lines", ""),
                IDENT=settings.get("ident", "0s"), QUEUE_LINES=queue,
                RELAY_HOSTS=settings.get("relay_hosts", "192.0.2.64/28"))


def _users(machine):
    for file, kept in (("/etc/passwd", KEPT_USERS), ("/etc/group", KEPT_GROUPS)):
        lines = [line for line in machine.path(file).read_text().splitlines() if line.split(":")[0] in kept]
        tail = "x:{uid}:{uid}::/home/{name}:/bin/bash" if file == "/etc/passwd" else "x:{uid}:"
        lines += [f"{account.name}:" + tail.format(uid=account.uid, name=account.name) for account in ACCOUNTS]
        machine.write(file, "\n".join(lines) + "\n")
    # cron's PAM stack refuses an account that has no shadow line.
    passwords = {account.name: hash_of(FTP_PASSWORD) for account in ACCOUNTS[1:2]}
    names = [line.split(":")[0] for line in machine.path("/etc/passwd").read_text().splitlines()]
    machine.write("/etc/shadow", "".join(f"{name}:{passwords.get(name, '!')}:20000:0:99999:7:::\n" for name in names),
                  mode=0o640)


def _clock_zone(machine, style):
    zone = machine.path(f"/usr/share/zoneinfo/{style.zone}")
    source = zone if zone.exists() else Path(f"/usr/share/zoneinfo/{style.zone}")  # a small suite may lack tzdata
    machine.write("/etc/localtime", source.read_bytes())
    machine.write("/etc/timezone", style.zone + "\n")


def _names(machine, style):
    machine.write("/etc/hosts", fill("hosts"))
    machine.write("/etc/hostname", HOSTNAME + "\n")
    machine.write("/etc/mailname", HOSTNAME + "\n")
    machine.write("/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files\n")
    machine.write("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    machine.write("/etc/exim_routes", fill("exim_routes"))
    machine.write("/etc/aliases", "root: admin@post.test\ngazette: desk@gazette.example\n")
    machine.write("/etc/localdomains", "".join(f"{name}\n" for name in [HOSTNAME, *(a.domain for a in ACCOUNTS)]))


def _cpanel_files(machine):
    machine.write("/usr/local/cpanel/version", "11.110.0.61\n")
    owners = "".join(f"{a.domain}: {a.name}\n" for a in ACCOUNTS)
    machine.write("/etc/userdomains", "*: nobody\n" + owners)
    machine.write("/etc/trueuserdomains", owners)
    for a in ACCOUNTS:
        machine.write(f"/var/cpanel/users/{a.name}",
                      f"CONTACTEMAIL={a.contact}\nDNS={a.domain}\nIP=192.0.2.10\nOWNER=root\nUSER={a.name}\n")
        machine.write(f"/var/cpanel/userdata/{a.name}/main",
                      f"---\nmain_domain: {a.domain}\naddon_domains: {{}}\nparked_domains: []\nsub_domains: []\n")
        machine.write(f"/var/cpanel/userdata/{a.name}/{a.domain}",
                      f"---\ndocumentroot: {a.home}/public_html\nhomedir: {a.home}\nip: 192.0.2.10\n"
                      f"serveralias: www.{a.domain}\nservername: {a.domain}\nuser: {a.name}\n")


def _home(machine, account):
    machine.make_folder(account.home, account.ids)
    source = LAB / "homes" / account.name
    if source.exists():
        machine.copy(source, account.home, account.ids)
    for folder in ("public_html", "logs", f"etc/{account.domain}", f"mail/{account.domain}", "etc", "mail"):
        machine.make_folder(f"{account.home}/{folder}", account.ids)
    if account.name == "gazette":
        readers = [f"reader{n:02}@{'post.test' if n % 2 else 'inbox.test'}" for n in range(60)]
        machine.write(f"{account.home}/newsletter/subscribers.txt", "\n".join(readers) + "\n", account.ids)
    machine.make_folder("/etc/maildomains")
    machine.make_folder("/etc/valiases")
    machine.path(f"/etc/maildomains/{account.domain}").symlink_to(f"{account.home}/etc/{account.domain}")
    machine.write(f"/etc/valiases/{account.domain}", "\n".join(FORWARDERS.get(account.domain, [])) + "\n")


def _mailboxes(machine):
    dovecot = int(next(line.split(":")[2] for line in machine.path("/etc/group").read_text().splitlines()
                       if line.startswith("dovecot:")))
    users, shadows = {}, {}
    for address, password in PASSWORDS.items():
        local, _, domain = address.partition("@")
        account = account_of_domain(domain)
        home = f"{account.home}/mail/{domain}/{local}"
        users.setdefault(account, []).append(f"{local}:x:{account.uid}:{account.uid}::{home}:/sbin/nologin\n")
        shadows.setdefault(account, []).append(f"{local}:{hash_of(password)}:20000::::::\n")
    for account, lines in users.items():
        folder = f"{account.home}/etc/{account.domain}"
        machine.write(f"{folder}/passwd", "".join(lines), (account.uid, dovecot), 0o644)
        machine.write(f"{folder}/shadow", "".join(shadows[account]), (account.uid, dovecot), 0o640)


def _lists(machine):
    local, _, domain = LIST.partition("@")
    machine.write(f"/etc/mail_lists/{domain}/{local}", "\n".join(LIST_MEMBERS) + "\n")
    machine.write(f"/etc/valiases/{domain}", f"{local}-owner@{domain}: committee@{domain}\n")


def _web(machine, style, settings):
    library = sorted(machine.root.glob("usr/lib/apache2/modules/libphp*.so"))[-1].name
    module = "php7_module" if library.startswith("libphp7") else "php_module"
    machine.make_folder("/var/log/apache2")
    for name in ("ports.conf",):
        machine.path(f"/etc/apache2/{name}").unlink(missing_ok=True)
    for path in machine.root.glob("etc/apache2/sites-enabled/*"):
        path.unlink()
    machine.write("/etc/apache2/apache2.conf", fill("apache.conf", PHP_MODULE=module, PHP_LIBRARY=library))
    machine.write("/etc/stage-php/php.ini", fill("php.ini", ZONE=style.zone))
    pools = "[global]\npid = /run/php-fpm.pid\nerror_log = /var/log/php-fpm.log\ndaemonize = yes\n"
    for a in ACCOUNTS:
        is_module = a.name in MOD_PHP
        log = style.web_log.format(account=a.name, domain=a.domain)
        machine.make_folder(str(Path(log).parent))
        more = settings.get("site_lines", {}).get(a.name, "")
        mail_log = f"{a.home}/logs/php_mail.log"
        if style.php_mail_log:
            if not machine.path(mail_log).exists():
                # mod_php writes here as www-data, php-fpm as the account.
                machine.write(mail_log, "", a.ids, 0o666)
            if is_module:
                more += f"\n  php_admin_value mail.log {mail_log}"
        handler = "application/x-httpd-php" if is_module else f"proxy:unix:/run/fpm-{a.name}.sock|fcgi://localhost"
        form = "combined" if "{domain}" in style.web_log else "vhost_combined"
        machine.write(f"/etc/apache2/sites-enabled/{a.domain}.conf",
                      fill("site.conf", DOMAIN=a.domain, ACCOUNT=a.name, WEB_LOG=log, FORM=form, HANDLER=handler, MORE=more))
        if not is_module:
            pools += fill("pool.conf", ACCOUNT=a.name)
            if style.php_mail_log:
                pools += f"php_admin_value[mail.log] = {mail_log}\n"
    machine.write("/etc/stage-php/fpm.conf", pools)


def _logging(machine, style):
    machine.write("/etc/rsyslog-stage.conf", fill("rsyslog.conf", MAIL_LOG=style.mail_log, FORM=style.mail_log_form))
    exim = machine.run("id", "-u", "Debian-exim", check=True).stdout, machine.run("id", "-g", "Debian-exim", check=True).stdout
    exim = tuple(int(number) for number in exim)
    if style.log_file_path != "syslog":
        folder = str(Path(style.log_file_path).parent)
        if folder == "/var/log":
            machine.make_folder(folder, (0, exim[1]), 0o775)
        else:
            machine.make_folder(folder, exim, 0o2755)
    machine.make_folder(style.spool, exim, 0o750)
    machine.make_folder("/var/spool/cron/crontabs", (0, 0), 0o1730)
    for path in ("etc/cron.d", "etc/cron.hourly", "etc/cron.daily", "etc/cron.weekly", "etc/cron.monthly"):
        for file in machine.root.glob(f"{path}/*"):
            file.unlink()
    machine.write("/etc/crontab", "")
