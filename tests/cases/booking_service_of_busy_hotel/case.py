"""A hotel's desk writes ten letters and more on every day of its week, in a log of nine days that began on quiet ones. Today
a booking service sends a dozen confirmations with its login, from two hosts of its own. Clean: no more than on any day."""
from server import Server

BOX, DESK, QUIET_SINCE = "desk@hotel.example", "192.0.2.21", 7


def letters_of(ago):
    if ago >= QUIET_SINCE:
        return 2 + 2 * (ago % 2)
    return 6 if ago == 0 else 10 + ago % 5


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("hotel", "hotel.example", ["desk"])
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), letters_of(ago))):
            server.smtp_auth_message(BOX, DESK, at, [f"guest{ago}x{number}@town{number}.example"],
                                     f"Your stay {ago}{number}")
        for at in server.spread((ago, "07:00:00"), (ago, "15:30:00"), 20):
            server.login(BOX, DESK, at, seconds=60)
    for number, at in enumerate(server.spread("09:00:00", "15:00:00", 12)):
        host = f"out{number % 2}.bookings.example"
        server.smtp_auth_message(BOX, f"198.51.100.{60 + number % 2}", at, [f"booker{number}@home{number}.example"],
                                 f"Booking {700 + number} confirmed", name=host, helo=host)
    server.never_named(BOX, "hotel", "198.51.100.60", "198.51.100.61")
    return server
