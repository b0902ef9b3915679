"""The logs are four days old. A salesman who wrote from his desk until yesterday is on the road today: eight places, four letters each, and at
each his program logs in twice and stays connected. Two customers have gone. At his desk nobody is. Clean."""
from server import Server

BOX, DESK = "sales@harbor.example", "192.0.2.21"
PLACES = [f"{80 + number}.{17 + number * 9}.{number * 23 + 5}.{number + 40}" for number in range(8)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["sales"])
    server.history({BOX: DESK}, days=4)
    for number, place in enumerate(PLACES):
        at = server.moment("07:00:00") + number * 3900
        for after in (60, 1500):
            server.login(BOX, place, at + after)
        for letter in range(4):
            server.smtp_auth_message(BOX, place, at + 300 + letter * 600, [f"client{number * 5 + letter}@firm{number}.example"],
                                     f"Offer {400 + number * 37 % 90 + letter}", "unknown" if letter == 3 and number in (2, 6) else "delivered")
    server.logs_begin = server.now - 4 * 86400
    server.never_named("harbor", BOX, *PLACES)
    return server
