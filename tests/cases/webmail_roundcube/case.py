"""Runbook case 2 through Roundcube: Exim sees loopback, Roundcube's own log the two strangers."""
from roundcube import BOX, HOME, OTHER, settle_in, steal
from server import Server


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96")
    settle_in(server)
    server.ordinary_day(BOX, HOME)
    server.ordinary_day(OTHER, "192.0.2.22")
    steal(server)
    session = server.roundcube_login(BOX, HOME, "15:00:00")
    server.webmail_message(BOX, HOME, "15:05:00", ["friend1@partner1.example"], "Minutes of today", "greylisted",
                           session=session, honest="stolen")
    server.never_named(OTHER)
    return server
