"""An owner on a journey is in three networks where he never was, reads at each and writes 26 letters in the day, each to somebody else; before, his
busiest day had three. His desk at home asks for mail all day, and the log names no subjects. Clean. One thief does the same with two mailboxes: of
the one he writes to twice as many people, of the other as few, all within an hour. Both are named."""
from server import Server

TRAIN, CAFE, HOTEL = "80.187.31.9", "84.61.44.12", "91.17.5.77"
STOLEN = {"info@mill.example": ("36.80.1.7", "45.12.8.3", "103.4.99.2"), "info@tailor.example": ("177.3.4.9", "196.8.1.4", "5.79.6.2")}


def day_out(server, box, places, letters, end, **fields):
    for number, place in enumerate(places):
        for at in server.spread(f"{7 + 3 * number:02d}:40:00", f"{9 + 3 * number:02d}:50:00", 5):
            server.login(box, place, at)
    for number, at in enumerate(server.spread("08:00:00", end, letters)):
        server.smtp_auth_message(box, places[number * len(places) // letters], at, [f"guest{number}@inn{number % 9}.example"],
                                 f"About your question {number}", "greylisted" if number % 9 == 3 else "delivered", **fields)


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    homes = {"info@studio.example": "192.0.2.21", "info@mill.example": "192.0.2.33", "info@tailor.example": "192.0.2.44"}
    for box in homes:
        server.account(box.split("@")[1].split(".")[0], box.split("@")[1], ["info"])
    server.history(homes, days=9)
    for box, home in homes.items():
        for at in server.spread("07:30:00", "15:50:00", 20):
            server.login(box, home, at)
    day_out(server, "info@studio.example", (TRAIN, CAFE, HOTEL), 26, "15:40:00")
    for (box, places), letters, end in zip(STOLEN.items(), (54, 26), ("15:40:00", "08:50:00")):
        day_out(server, box, places, letters, end, flood=box)
        server.expect(box, "mailbox", account=box, block=places, spare_origins=[homes[box]])
    server.never_named("studio", TRAIN, CAFE, HOTEL)
    return server
