"""A thief sends by twelve exits of a hired network. A colleague of the mailbox's owner has hired the same: four times today another exit,
at each of which his mail program asks once and stays, while he writes three letters. He stays out of it."""
from server import Server

OFFICE, SITE = "192.0.2.21", "stables.example"
STOLEN, COLLEAGUE = f"desk@{SITE}", f"sales@{SITE}"
EXITS = [f"{40 + number}.{number * 3 + 1}.7.9" for number in range(12)]
TOPICS = ("Thursday", "keys for the barn", "apples", "train at nine", "the roof", "about Saturday", "bicycle", "garden plan", "old chairs",
          "the new dog", "choir", "soup recipe")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("stables", SITE, ["desk", "sales"])
    server.history({STOLEN: OFFICE, COLLEAGUE: OFFICE}, days=10)
    server.ordinary_day(STOLEN, OFFICE)
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 160)):
        server.smtp_auth_message(STOLEN, EXITS[number % 12], at, server.strangers(1), "Parcel order update",
                                 ("delivered", "unknown", "greylisted", "unknown"), flood="stolen")
    for turn in range(4):
        begun = server.moment(f"{9 + turn:02d}:00:00")
        server.login(COLLEAGUE, EXITS[turn], begun, seconds=2900)
        for number in range(3):
            server.smtp_auth_message(COLLEAGUE, EXITS[turn], begun + 300 + number * 500, [f"friend{number}@partner{turn}.example"],
                                     TOPICS[turn * 3 + number], "greylisted" if number == 2 else "delivered")
    server.expect("stolen", "mailbox", account=STOLEN, block=EXITS, spare_origins=[OFFICE])
    server.never_named(COLLEAGUE, OFFICE)
    return server
