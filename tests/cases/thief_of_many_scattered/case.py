"""As thief_of_many_mailboxes with twelve customers, but every letter comes from another end of the world: one text ties
them together."""
from one_mailbox_each import customers, desk


def build(root):
    server, boxes = customers(root, 12, layout="cpanel")
    for number, box in enumerate(boxes):
        thieves = [f"{130 + number * 3 + turn}.51.100.9" for turn in range(3)]
        for turn, thief in enumerate(thieves):
            server.smtp_auth_message(box, thief, f"1{turn}:{number:02d}:30", server.strangers(1), "Your parcel waits",
                                     ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=thieves, spare_origins=[desk(number)])
    return server
