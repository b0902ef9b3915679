"""Two programs send invoices by mailboxes that nobody reads, over IPv6: one has another address of its /64 every day and logs of three days, so
has the other, whose provider gives it another /64 every night. Clean. A mailbox that nobody uses is tried by a letter on each of two days from
where a thief has his /64, who floods today: named."""
from server import Server

PROGRAMS = {"erp@museum.example": "2001:db8:10:4a01:{:x}::7ed", "erp@pottery.example": "2001:db8:2b:7{:03x}::9c1"}
UNUSED, THIEF = "desk@mill.example", "2001:db8:666:1:{:x}::5"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.now - 3 * 86400
    for box in (*PROGRAMS, UNUSED):
        name, domain = box.split("@")
        server.account(domain.split(".")[0], domain, [name, "info"])
        for ago in (3, 2, 1, 0):
            server.ordinary_day(f"info@{domain}", f"192.0.2.{len(domain)}", ago, 3)
            server.login(f"info@{domain}", f"192.0.2.{len(domain)}", (ago, "09:00:00"))
    for box, place in PROGRAMS.items():
        for ago, invoices in ((2, 15), (1, 10), (0, 44)):
            for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "16:40:00" if ago else "15:50:00"), invoices)):
                server.smtp_auth_message(box, place.format(ago * 77 + 5), at, [f"client{ago * 50 + number}@firm{number}.example"],
                                         f"Invoice {7000 - ago * 100 + number}", "unknown" if number % 30 == 11 else "delivered", helo="erp.local")
        server.never_named(box, box.split("@")[1].split(".")[0], place.format(5))
    for ago in (2, 1):
        server.smtp_auth_message(UNUSED, THIEF.format(ago), (ago, "06:10:00"), ["test@greatmail.example"], "hello")
    for number, at in enumerate(server.spread("09:00:00", "15:00:00", 60)):
        server.smtp_auth_message(UNUSED, THIEF.format(9), at, server.strangers(1, domains=60), "Your parcel waits",
                                 "unknown" if number % 12 == 4 else "delivered", flood="unused")
    server.expect("unused", "mailbox", account=UNUSED, block=[THIEF.format(9)])
    return server
