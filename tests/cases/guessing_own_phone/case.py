"""The owner changed his password at the office. His phone, which the mobile network gives another address every day,
goes on with the old one from one it never had. Clean."""
from server import Server

BOX, PHONE = "info@harbor.example", "198.51.100.222"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"}, days=8)
    for ago in range(8, 0, -1):
        for at in server.spread((ago, "07:00:00"), (ago, "21:00:00"), 10):
            server.login(BOX, f"198.51.100.{ago * 9}", at)
    server.ordinary_day(BOX, "192.0.2.21")
    for number in range(330):
        server.failed_login(BOX, PHONE, server.moment("09:00:00") + number * 75)
    server.never_named(PHONE, BOX)
    return server
