"""As thief_of_many_mailboxes with twelve customers, but every letter comes from another end of the world: one text ties
them together."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"info@customer{number}.example" for number in range(12)]
    for number in range(12):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: f"192.0.{2 + number}.10" for number, box in enumerate(boxes)}, days=7, messages=4)
    for number, box in enumerate(boxes):
        server.ordinary_day(box, f"192.0.{2 + number}.10", messages=2)
        thieves = [f"{130 + number * 3 + turn}.51.100.9" for turn in range(3)]
        for turn, thief in enumerate(thieves):
            server.smtp_auth_message(box, thief, f"1{turn}:{number:02d}:30", server.strangers(1), "Your parcel waits",
                                     ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=thieves, spare_origins=[f"192.0.{2 + number}.10"])
    return server
