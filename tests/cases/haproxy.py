"""HAProxy in front of an Apache without mod_remoteip: its http log, through syslog, has the visitor; Apache's has 127.0.0.1 for each
request. Beside requests it tells of connections, of failed handshakes and of a server that is down."""
from server import Server
from services import BROWSER, ROBOT

SITE, OTHER, SHELL = "bakery.example", "harbor.example", "/wp-content/uploads/x9.php"
CALLER, SCANNER = "203.0.113.90", "198.51.100.30"


def escaped(text, marks=""):
    return "".join(f"#{ord(c):02X}" if not 32 <= ord(c) < 127 or c in '"#' + marks else c for c in text)


def line(server, at, text):
    server.log_file("/var/log/haproxy.log").add(at, f"{server.clock.syslog(at)} {server.short_name} haproxy[911]: {text}")


def stamp(server, at):
    return server.clock.wall(at).strftime("[%d/%b/%Y:%H:%M:%S") + f".{int(at % 1 * 1000):03}]"


def request(server, domain, address, when, target="/", method="GET", status=200, agent=BROWSER, captures=True):
    at = server.moment(when)
    host = f" {{{escaped(domain, '{|}')}|{escaped(agent, '{|}')}}}" if captures else ""
    line(server, at, f"{address}:{40000 + int(at) % 20000} {stamp(server, at)} www~ sites/web1 0/0/0/12/13 {status} 2750 - - ---- "
                     f'12/11/3/1/0 0/0{host} "{method} {escaped(target)} HTTP/1.1"')
    server.request(domain, "127.0.0.1", at, target, method, status, agent=agent)


def story(root, captures, **how):
    server = Server(root, exim="4.96", **how)
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", OTHER, ["info"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, 1)
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 90)):
        site = (SITE, OTHER)[number % 2]
        request(server, site, f"192.0.2.{100 + number}", at, "/", captures=captures)
        request(server, site, f"192.0.2.{100 + number}", at + 7, '/search.php?q="{x}|#1', captures=captures)
        line(server, at + 2, f"192.0.2.{100 + number}:40999 {stamp(server, at)} www/1: SSL handshake failure")
        line(server, at + 3, f"192.0.2.{100 + number}:41000 {stamp(server, at)} imaps dovecot/imap1 0/0/5007 212 -- 0/0/0/0/3 0/0")
    line(server, server.moment("12:00:00"), 'Server sites/web2 is DOWN, reason: Layer4 connection problem, info: "Connection refused".')
    for at in server.spread("13:00:00", "15:20:00", 30):
        if captures:
            request(server, OTHER, SCANNER, at + 0.1, SHELL, "POST", 404)
        request(server, SITE, CALLER, at, SHELL, "POST", agent=ROBOT + '"} "GET / HTTP/1.1', captures=captures)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender=f"billing@{SITE}", php_log=False, flood="shell")
    server.expect("shell", "script", domain=SITE, script=shell, block=[CALLER],
                  spare_origins=[SCANNER, "127.0.0.1", "192.0.2.41", *(f"192.0.2.{100 + n}" for n in range(90))])
    server.never_named("harbor", OTHER)
    return server


def is_read(document):
    source = [row for row in document["sources"] if row["path"] == "/var/log/haproxy.log"]
    if not source:
        return ["HAProxy's log was not read"]
    return [] if source[0]["unrecognised"] == 0 else [f"not understood: {source[0]['sample']}"]
