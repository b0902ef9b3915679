"""The logs begin yesterday at six, and at ten past seven four hosts do with a mailbox's password, until eleven; a third of their
letters still waits. The owner comes to his desk at eight, and nobody knows that he always did; he reads there today, too,
and writes some letters. One of the four looked in once. Only the four are strangers."""
from server import Server

BOX, HOME = "office@harbor.example", "192.0.2.21"
THIEVES = ["203.0.113.66", "198.51.100.13", "198.18.7.9", "198.19.40.2"]
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["office"])
    server.logs_begin = server.moment((1, "06:00:00"))
    server.login(BOX, THIEVES[0], (1, "07:05:00"))
    for number, at in enumerate(server.spread((1, "07:10:00"), (1, "11:00:00"), 200)):
        server.smtp_auth_message(BOX, THIEVES[number % 4], at, server.strangers(1, domains=60),
                                 ["Your parcel is waiting", "Payment advice", "Request for quotation"][number % 3],
                                 "unknown" if number % 7 == 1 else "greylisted" if number % 3 == 2 else "delivered",
                                 helo="WIN-7QK2", mailer="plain", flood="stolen")
    for ago, hours in ((1, ("08:05", "09:40", "11:10", "13:30", "15:20", "17:45")), (0, ("07:50", "09:30", "11:00", "13:10", "15:30"))):
        for hour in hours:
            server.login(BOX, HOME, (ago, f"{hour}:00"))
    for number, at in enumerate(server.spread("08:10:00", "15:50:00", 14)):
        server.smtp_auth_message(BOX, HOME, at, [f"partner{number % 9}@firm{number % 9}.example"], f"Order of week {number}",
                                 "greylisted" if number % 6 == 5 else "delivered", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, spare_origins=[HOME], block=THIEVES, counts=False)
    return server
