"""The logs begin at midnight, and nobody's places are known. A mailbox's owner goes on with his offers while a thief sends spam by it, ten
people a letter, and looks for answers before each of them: his letters repeat themselves no less than the spam does. His stay, and so does
his address; the thief's are taken."""
from server import Server

BOX, HOME, THIEF = "lars@sawmill.example", "109.91.140.128", "154.50.82.94"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel", now="2026-11-28 10:00:00")
    server.logs_begin = server.moment("00:00:05")
    server.account("sawmill", "sawmill.example", ["lars"])
    for at in server.spread("06:05:00", "06:50:00", 80):
        victims = server.strangers(10, domains=60)
        server.smtp_auth_message(BOX, THIEF, at, victims, "Your parcel is waiting",
                                 {to: ("delivered", "unknown", "greylisted", "delivered", "spam")[place % 5] for place, to in enumerate(victims)},
                                 flood="stolen")
    for number, at in enumerate(server.spread("06:10:00", "06:45:00", 8)):
        server.login(BOX, HOME, at - 20)
        server.smtp_auth_message(BOX, HOME, at, [f"client{number}@partner{number % 3}.example"], f"Re: Offer {180 + number}",
                                 "greylisted" if number % 2 else "delivered", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME])
    return server
