"""A school's secretary writes to all 240 parents from her desk, for the first time in the log; a twentieth of the
addresses is dead and another refused. Clean; a thief at another customer's mailbox is named."""
from server import Server

BOX, STOLEN = "office@school.example", "info@marina.example"


def build(root):
    server = Server(root)
    server.account("marina", "marina.example", ["info"])
    server.account("school", "school.example", ["office", "head"])
    server.history({STOLEN: "192.0.2.71"}, days=12)
    server.ordinary_day(STOLEN, "192.0.2.71")
    server.history({BOX: "192.0.2.31", "head@school.example": "192.0.2.31"}, days=20, messages=6)
    server.ordinary_day(BOX, "192.0.2.31", messages=6)
    parents = [f"parent{n}@{'bigmail' if n % 2 else f'mail{n % 9}'}.example" for n in range(240)]
    for letter in range(6):
        members = parents[letter * 40:letter * 40 + 40]
        outcomes = {to: {7: "unknown", 13: "refused"}.get(number % 20, "delivered") for number, to in enumerate(members)}
        server.smtp_auth_message(BOX, "192.0.2.31", f"11:{letter * 2:02d}:00", members, "School closed on Friday", outcomes)
    for at in server.spread("11:00:00", "15:40:00", 120):
        server.smtp_auth_message(STOLEN, "203.0.113.211", at, server.strangers(2), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=["203.0.113.211"], spare_origins=["192.0.2.71"])
    server.never_named(BOX, "192.0.2.31")
    return server
