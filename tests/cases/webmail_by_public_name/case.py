"""A cloud machine behind its provider's address translation. Its webmail sends to the public name, so its letters come
back from an address no interface has, and DNS calls that address by the server's own name. A thief writes through the
webmail: that address is the server itself and stays open. Another thief greets with the server's name: he is blocked."""
from server import Server

PUBLIC, LIAR = "203.0.113.5", "198.51.100.13"
BOX, OTHER = "anna@factory.example", "info@harbor.example"
NAME = "server.hosting.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.address = "10.0.0.5"
    server.account("factory", "factory.example", ["anna"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.121", OTHER: "192.0.2.21"}, days=12)
    server.ordinary_day(BOX, "192.0.2.121")
    client = server.client
    server.client = lambda address, helo, name=None, to_port=25: client(
        address, helo, NAME if address == PUBLIC else name, to_port)
    for at in server.spread("13:00:00", "15:00:00", 150):
        server.login(BOX, PUBLIC, at - 1)
        server.smtp_auth_message(BOX, PUBLIC, at, server.strangers(2), "Your parcel is waiting",
                                 ("delivered", "greylisted", "unknown"), helo=NAME, flood="webmail", tls=False)
    for at in server.spread("12:00:00", "15:30:00", 120):
        server.smtp_auth_message(OTHER, LIAR, at, server.strangers(2), "Your account is locked",
                                 ("delivered", "greylisted", "unknown"), helo=NAME, flood="stolen")
    server.expect("webmail", "mailbox", account=BOX, block=[])
    server.expect("stolen", "mailbox", account=OTHER, block=[LIAR], spare_origins=["192.0.2.21"])
    server.never_named(PUBLIC)
    return server
