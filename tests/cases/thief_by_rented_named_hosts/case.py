"""A stolen login is used from twelve machines that somebody rents, each in another network. By verified names they are the mail hosts of one
domain, as a great provider's are; but his stand together. They are blocked."""
from server import Server

FIRST = (185, 45, 91, 103, 5, 77, 141, 193, 37, 62, 79, 88)
HOSTS = [f"{first}.{number * 17 + 3}.7.7" for number, first in enumerate(FIRST)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 120)):
        name = f"mail{number % 12}.bulk.example"
        server.smtp_auth_message("info@harbor.example", HOSTS[number % 12], at, server.strangers(2), "Your parcel waits",
                                 ("delivered",) * 8 + ("unknown", "greylisted"), helo=name, name=name, flood="harbor")
    server.expect("harbor", "mailbox", account="info@harbor.example", block=HOSTS)
    return server
