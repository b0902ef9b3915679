"""A thief has Roundcube send by requests that call themselves polls of an open page, while the mailbox's owner reads and answers by it all day: he
seems to be away, and the letters the owner's. But a poll stands before nearly each of them."""
from server import Server

THIEF, OWNER, BOX = "203.0.113.41", "192.0.2.21", "accounts@harbor.example"
ROUNDCUBE = "3rdparty/roundcube/?_task=mail"


def write(server, token, address, at, to, subject, action, outcome="delivered", **fields):
    server.cpanel_request(BOX, address, at - 0.5, f"/cpsess{token}/{ROUNDCUBE}&{action}", "POST")
    server.webmail_message(BOX, address, at, [to], subject, outcome, send_log=False, **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    server.history({"info@harbor.example": "192.0.2.22"})
    for ago in range(8, -1, -1):
        token = server.cpanel_webmail_session(BOX, OWNER, (ago, "07:40:00"))
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "10:30:00"), 6)):
            write(server, token, OWNER, at, f"friend{number}@partner.example", f"Berth {ago * 6 + number}", "_unlock=loading1&_framed=1")
    for at in server.spread("08:00:00", "15:40:00", 90):
        server.cpanel_request(BOX, OWNER, at, f"/cpsess{token}/{ROUNDCUBE}&_action=show&_uid=3")
    for at in server.spread("07:45:00", "15:30:00", 460):
        server.cpanel_request(BOX, OWNER, at, f"/cpsess{token}/{ROUNDCUBE}&_action=refresh&_remote=1&_unlock=0", "POST")
    stolen = server.cpanel_webmail_session(BOX, THIEF, "11:00:00")
    for number in range(180):
        at = server.moment("11:05:00") + number * 68 + number % 7
        write(server, stolen, THIEF, at, server.strangers(1, domains=60)[0], f"Request quotation {number}", "_action=refresh&_remote=1&_unlock=0",
              "greylisted" if number % 15 == 4 else "delivered", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OWNER, "127.0.0.1"], counts=False)
    return server
