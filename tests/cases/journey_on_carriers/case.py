"""Somebody on holiday abroad writes twenty letters in a day, from his hotel and by a carrier that gives his telephone another address each
hour; he reads by both. At home his computer asks for mail all day. Clean. A thief who sends as few from as many addresses of one hoster, and
reads nowhere, is named."""
from server import Server

BOX, OFFICE, HOTEL = "anna@kite.example", "84.61.9.12", "154.20.8.77"
STOLEN, OWNER = "info@mill.example", "84.61.9.99"
PHONE = [f"197.45.{number * 19 % 250}.{number + 20}" for number in range(10)]
THIEF = [f"45.137.{number * 23 % 250}.{number + 20}" for number in range(10)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("kite", "kite.example", ["anna", "info"])
    server.account("mill", "mill.example", ["info"])
    homes = {BOX: OFFICE, STOLEN: OWNER}
    server.history(homes, days=8)
    for box, home in homes.items():
        for at in server.spread("07:30:00", "15:40:00", 8):
            server.login(box, home, at)
    for number, at in enumerate(server.spread("07:00:00", "15:20:00", 10)):
        server.login(BOX, HOTEL, at)
        server.login(BOX, PHONE[number * 3 % 10], at + 900)
    for number, at in enumerate(server.spread("07:30:00", "15:40:00", 20)):
        server.smtp_auth_message(BOX, PHONE[number // 2] if number % 2 else HOTEL, at, [f"friend{number % 9}@partner{number % 4}.example"]
                                 if number % 3 else server.strangers(1), f"Re: Offer {number}", helo="[10.8.1.33]")
    for number, at in enumerate(server.spread("08:30:00", "15:40:00", 20)):
        server.smtp_auth_message(STOLEN, THIEF[number // 2], at, server.strangers(1), f"Your parcel {number}",
                                 "greylisted" if number % 9 == 2 else "delivered", flood="thief")
    server.expect("thief", "mailbox", account=STOLEN, block=THIEF, spare_origins=[OWNER])
    server.never_named(BOX, OFFICE, HOTEL, *PHONE)
    return server
