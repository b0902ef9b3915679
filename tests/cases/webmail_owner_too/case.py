"""Owner and thief both use Roundcube; letters look alike, only Roundcube's log tells them apart."""
from server import Server

BOX, THIEF, OWNER = "accounts@harbor.example", "203.0.113.41", "192.0.2.21"
SUBJECTS = ["Meeting on Monday", "Re: the invoice", "Photos of the quay", "Thank you", "Order of ropes", "Re: holidays"]


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    for ago in range(10, 0, -1):
        session = server.roundcube_login(BOX, OWNER, (ago, "09:00:00"))
        for number in range(4):
            server.webmail_message(BOX, OWNER, (ago, f"1{number}:10:00"), [f"friend{number}@partner{ago % 5}.example"],
                                   SUBJECTS[(ago + number) % 6], session=session)
    own, other = server.roundcube_login(BOX, OWNER, "09:00:00"), server.roundcube_login(BOX, THIEF, "10:55:00")
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 75)):
        server.webmail_message(BOX, THIEF, at, server.strangers(3), "Request quotation 88/A",
                               ("greylisted", "delivered", "unknown"), session=other, flood="stolen")
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 6)):
        server.webmail_message(BOX, OWNER, at, [f"friend{number}@partner{number % 5}.example"], SUBJECTS[number],
                               "greylisted", session=own, honest="stolen")
        if number > 3:  # both at work within seconds
            server.webmail_message(BOX, THIEF, at + 4, server.strangers(3), "Request quotation 88/A",
                                   ("greylisted", "delivered", "unknown"), session=other, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OWNER, "127.0.0.1"])
    return server
