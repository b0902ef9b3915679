"""How a file comes to a server, and the log lines it leaves: FTP servers, SFTP, panels' file managers.
And one story that ends the same way however it begins: a shell in an upload folder that mails."""
from datetime import datetime, timezone

from server import Server
from services import BROWSER, ROBOT

SITE, SHELL = "lakeside.example", "/wp-content/uploads/2026/11/wp-cache-7f3.php"
DRIVER = "203.0.113.90"


def shell_server(root, written, layout="cpanel", target=SHELL, text="<?php /* k9 */ mail($a,$b,$c);\n", **options):
    """Two accounts, ordinary life, and the shell with the date `written`; it mails today."""
    server = Server(root, layout=layout, **options)
    server.account("lakeside", SITE, ["desk"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"desk@lakeside.example": "192.0.2.31", "info@harbor.example": "192.0.2.21"})
    server.php_file(SITE, "/contact.php")
    for ago in range(10, -1, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "10:30:00"), ("/", "/style.css", "/contact.php"))
        server.request(SITE, f"192.0.2.{100 + ago}", at, "/contact.php", "POST")
    server.shell = server.php_file(SITE, target, days_old=server.days_since(written), text=text)
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request(SITE, DRIVER, at, target, "POST", agent=ROBOT)
        server.php_mail(SITE, target, at + 0.3, server.strangers(5), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown", "spam"), sender="billing@lakeside.example",
                        flood="shell")
    server.never_named("desk@lakeside.example", "harbor", "harbor.example")
    return server


def expect_shell(server, **entry):
    """Whoever brought it: only the address that drives it is blocked."""
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=server.shell, account=None,
                  block=[DRIVER], entry=entry)


def syslog(server, path, when, program, text):
    at = server.moment(when)
    server.log_file(path).add(at, f"{server.clock.syslog(at)} {server.short_name} {program}: {text}")


def pure_ftpd_login(server, user, address, when):
    syslog(server, "/var/log/messages", when, "pure-ftpd", f"(?@{address}) [INFO] New connection from {address}")
    syslog(server, "/var/log/messages", server.moment(when) + 1, "pure-ftpd",
           f"(?@{address}) [INFO] {user} is now logged in")


def pure_ftpd_upload(server, user, address, when, path, size=123):
    syslog(server, "/var/log/messages", when, "pure-ftpd",
           f"({user}@{address}) [NOTICE] {path} uploaded  ({size} bytes, 4.50KB/sec)")


def xferlog_upload(server, log, user, address, when, path, size=123):
    at = server.moment(when)
    stamp = server.clock.wall(at).strftime("%a %b %e %H:%M:%S %Y")
    server.log_file(log).add(at, f"{stamp} 1 {address} {size} {path} b _ i r {user} ftp 0 * c")


def vsftpd_upload(server, user, address, when, path, size=123):
    at = server.moment(when)  # it writes UTC unless it was told otherwise
    stamp = datetime.fromtimestamp(at, timezone.utc).strftime("%a %b %e %H:%M:%S %Y")
    server.log_file("/var/log/vsftpd.log").add(
        at, f'{stamp} [pid 411] [{user}] OK UPLOAD: Client "::ffff:{address}", "{path}", {size} bytes, '
            f'10.20Kbyte/sec')


def sftp_upload(server, log, user, address, when, path, pid=2345):
    at = server.moment(when)
    program = f"internal-sftp[{pid}]"
    syslog(server, log, at - 3, program, f"session opened for local user {user} from [{address}]")
    syslog(server, log, at, program, f'open "{path}" flags WRITE,CREATE,TRUNCATE mode 0644')
    syslog(server, log, at + 0.2, program, f'close "{path}" bytes read 0 written 123')
    syslog(server, log, at + 5, program, f"session closed for local user {user} from [{address}]")


def cpanel_file_manager(server, user, address, when, call="upload_files"):
    at = server.moment(when)
    stamp = server.clock.wall(at).strftime("%m/%d/%Y:%H:%M:%S %z")
    server.log_file("/usr/local/cpanel/logs/access_log", None).add(
        at, f'{address} - {user} [{stamp}] "POST /cpsess4471447144/execute/Fileman/{call} HTTP/1.1" 200 0 '
            f'"https://{server.hostname}:2083/" "{BROWSER}" "s" "-" 2083')
