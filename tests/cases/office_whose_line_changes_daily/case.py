"""An office's line has another address of its provider's every day. A clerk reads all day and writes nine letters from there, on every day
of two weeks, but for one of the first days on which he wrote two. Where the line fails he goes on by the telephone network. Some of the
letters wait for full mailboxes since Saturday. Clean."""
from server import Server

BOX = "clara@hill.example"
FULL = [f"partner{number}@works.example" for number in range(9)]


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="all")
    server.account("hill", "hill.example", ["clara", "info"])
    server.queue_since = server.moment((4, "00:00:00"))
    for ago in range(14, -1, -1):
        line = f"92.4.{20 + ago * 7}.{30 + ago}"
        for at in server.spread((ago, "07:00:00"), (ago, "15:40:00"), 16):
            server.login(BOX, line, at)
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 2 if ago == 12 else 9)):
            waits = ago <= 3 and number % 4 == 1
            server.smtp_auth_message(BOX, line, at, [FULL[(ago + number) % 9] if waits else f"guest{ago}x{number}@town{number}.example"],
                                     f"Letter {ago * 9 + number}", "over_quota" if waits else "delivered")
        if ago in (2, 5, 9):
            carrier = f"46.7.{ago * 11}.{60 + ago}"
            server.login(BOX, carrier, (ago, "15:45:00"))
            server.smtp_auth_message(BOX, carrier, (ago, "15:46:00"), [FULL[ago % 9]], f"Letter {500 + ago}", "over_quota" if ago == 2 else "delivered")
    server.logs_begin = server.moment((14, "00:00:00"))
    server.never_named(BOX)
    return server
