"""The same through cPanel's webmail: session_log and access_log of cPanel's own web server."""
from server import Server

THIEF, BOX = "203.0.113.41", "accounts@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    server.history({BOX: "192.0.2.21", "info@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day("info@harbor.example", "192.0.2.22")
    token = server.cpanel_webmail_session(BOX, THIEF, "11:00:00")
    for at in server.spread("11:05:00", "14:30:00", 80):
        server.cpanel_request(BOX, THIEF, at - 0.4, f"/cpsess{token}/3rdparty/roundcube/?_task=mail&_action=send",
                              "POST")
        server.webmail_message(BOX, THIEF, at, server.strangers(2), "Request quotation 88/A",
                               ("greylisted", "delivered", "unknown"), send_log=False, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, system_user="harbor", block=[THIEF],
                  spare_origins=["192.0.2.21", "127.0.0.1"])
    server.never_named("info@harbor.example")
    return server
