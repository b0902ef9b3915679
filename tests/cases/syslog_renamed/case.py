"""Exim writes to syslog under another name (syslog_processname) and without its own stamps. A program of the hosting account
writes lines to syslog that would be an arrival from another mailbox if they bore Exim's name: nobody reads them."""
from server import Server

GIVE_NOW = False  # the newest line tells it
STOLEN, OWNER, THIEVES = "sales@harbor.example", "192.0.2.22", ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
OTHER, DESK = "info@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="debian_syslog_renamed", syslog=True)
    server.exim.syslog_stamp, server.exim.syslog_name = False, "smtp-gate"
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({OTHER: DESK, STOLEN: OWNER}, days=12)
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 90)):
        server.smtp_auth_message(STOLEN, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    for at in server.spread("13:00:00", "15:00:00", 80):
        second = server.moment(at)
        server.log("main").add(second, f"{server.clock.syslog(second)} {server.short_name} shop-php[4711]: "
                               f"{server.exim.message_id(second, 4711)} <= {OTHER} H=(x) [198.51.100.66] P=esmtpsa "
                               f"A=login:{OTHER} S=900 T=\"Win\" for a@post.example b@post.example")
    server.expect("stolen", "mailbox", account=STOLEN, block=THIEVES, spare_origins=[OWNER, DESK])
    server.never_named(OTHER)
    return server
