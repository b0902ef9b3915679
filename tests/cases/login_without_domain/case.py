"""A login without @ is completed with the qualify domain; the case of its letters does not matter."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 100)):
        server.smtp_auth_message("Anna" if number % 3 == 0 else "anna", ["203.0.113.11", "198.51.100.13"][number % 2],
                                 at, server.strangers(2), "Your parcel is waiting", ("greylisted", "unknown", "delivered"),
                                 sender="anna@harbor.example", mechanism="plain_server", flood="stolen")
    server.expect("stolen", "mailbox", account="anna@server.hosting.example", block=["203.0.113.11", "198.51.100.13"])
    server.never_named("info@harbor.example")
    return server
