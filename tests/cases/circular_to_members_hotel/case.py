"""A club's secretary writes to all ninety members in one letter, from a hotel where he has read his mail all day; five of
them are gone, the last such letter lies before the logs, and at home all is silent. Clean."""
from server import Server

BOX, HOTEL = "secretary@club.example", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("club", "club.example", ["secretary"])
    server.history({BOX: "192.0.2.21"}, days=14)
    for at in server.spread("08:00:00", "15:30:00", 20):
        server.login(BOX, HOTEL, at)
    members = [f"member{number}@town{number % 30}.example" for number in range(90)]
    server.smtp_auth_message(BOX, HOTEL, "11:00:00", members, "Annual meeting",
                             {to: "unknown" if number % 18 == 3 else "delivered" for number, to in enumerate(members)})
    server.never_named(BOX, "club", HOTEL)
    server.expect_note("this may be honest: its owner seems to be on a journey")
    return server
