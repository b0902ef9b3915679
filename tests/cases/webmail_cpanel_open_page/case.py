"""The owner left cPanel's Roundcube open in the office, where it asks for news each minute; a thief writes by it."""
from server import Server

THIEF, OWNER, BOX = "203.0.113.41", "192.0.2.21", "accounts@harbor.example"
ROUNDCUBE = "3rdparty/roundcube/?_task=mail"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    server.history({BOX: OWNER, "info@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.22")
    own = server.cpanel_webmail_session(BOX, OWNER, "07:40:00")
    for number, at in enumerate(server.spread("08:00:00", "09:30:00", 4)):
        server.cpanel_request(BOX, OWNER, at - 1, f"/cpsess{own}/{ROUNDCUBE}&_unlock=loading1&_framed=1", "POST")
        server.webmail_message(BOX, OWNER, at, [f"friend{number}@partner.example"], f"Berth {number}", send_log=False)
    for at in server.spread("07:45:00", "15:30:00", 460):
        server.cpanel_request(BOX, OWNER, at, f"/cpsess{own}/{ROUNDCUBE}&_action=refresh&_remote=1&_unlock=0", "POST")
    token = server.cpanel_webmail_session(BOX, THIEF, "11:00:00")
    for at in server.spread("11:05:00", "14:30:00", 80):
        server.cpanel_request(BOX, THIEF, at - 20, f"/cpsess{token}/{ROUNDCUBE}&_action=compose")
        server.cpanel_request(BOX, THIEF, at + 2, f"/cpsess{token}/{ROUNDCUBE}&_unlock=loading1&_framed=1", "POST")
        server.webmail_message(BOX, THIEF, at, server.strangers(2), "Request quotation 88/A",
                               ("greylisted", "delivered", "unknown"), send_log=False, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, system_user="harbor", block=[THIEF],
                  spare_origins=[OWNER, "127.0.0.1"])
    server.never_named("info@harbor.example")
    return server
