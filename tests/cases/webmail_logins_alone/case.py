"""Roundcube's log of logins is all that tells who sits behind it. One stranger logs in twice and writes for hours: two
sessions, whatever he sent; what he sent long after a login came from nobody knows whom."""
from roundcube import BOX, OTHER, HOME, settle_in
from server import Server

THIEF = "203.0.113.41"


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96")
    settle_in(server)
    server.ordinary_day(BOX, HOME)
    server.ordinary_day(OTHER, "192.0.2.22")
    for at in ("11:00:00", "13:50:00"):
        server.roundcube_login(BOX, THIEF, at)
    for at in server.spread("11:05:00", "15:30:00", 90):
        server.webmail_message(BOX, THIEF, at, server.strangers(2), "Request quotation 88/A",
                               ("greylisted", "delivered", "unknown"), send_log=False, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME, "127.0.0.1"],
                  events={f"{THIEF} webmail": 2})
    server.never_named(OTHER)
    return server
