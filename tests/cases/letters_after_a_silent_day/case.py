"""The logs are two days old, and the first of them was silent: that a family's mailbox sent nothing on one day is no usual to measure by.
Its three letters of mourning go to fifty-four people, and a twelfth of the addresses is old. Clean; a thief beside them is named."""
from abuse import stolen_beside
from server import Server

BOX, HOME = "family@anchor.example", "84.61.7.40"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.now - 2 * 86400
    server.account("anchor", "anchor.example", ["family"])
    for number in range(3):
        friends = server.strangers(18, domains=12, name="friend")
        server.smtp_auth_message(BOX, HOME, server.moment("14:40:00") + number * 200, friends, "Sad news",
                                 {to: "unknown" if place % 12 == 7 else "delivered" for place, to in enumerate(friends)})
    server.never_named(BOX, HOME)
    stolen_beside(server)
    return server
