"""Two thieves write by turns in cPanel's webmail, for two hours after they logged in. Its access log names the mailbox with %40, and tells whose each
letter is: of the sessions alone, the second one's would be the last that is known, for half an hour."""
from server import Server

THIEVES, BOX, OWNER = ("203.0.113.41", "2001:db8:77:3::9"), "accounts@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["accounts"])
    server.history({BOX: OWNER})
    server.ordinary_day(BOX, OWNER)
    tokens = [server.cpanel_webmail_session(BOX, thief, f"11:0{number}:00") for number, thief in enumerate(THIEVES)]
    for number, at in enumerate(server.spread("11:05:00", "13:30:00", 60)):
        server.cpanel_request(BOX, THIEVES[number % 2], at - 0.5, f"/cpsess{tokens[number % 2]}/3rdparty/roundcube/?_task=mail&_action=send", "POST")
        server.webmail_message(BOX, THIEVES[number % 2], at, server.strangers(5), "Your account will be closed",
                               ("greylisted", "delivered", "unknown"), send_log=False, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, system_user="harbor", block=THIEVES, spare_origins=[OWNER, "127.0.0.1"])
    return server
