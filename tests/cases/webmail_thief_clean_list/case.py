"""Somebody sits at this server's webmail with a stolen password, and no log of the webmail tells who: a list with few dead
addresses, 400 letters. That it comes from this server itself excuses nothing, for somebody reads the mailbox there as well."""
from server import Server

BOX = "office@plumber.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("plumber", "plumber.example", ["office"])
    server.history({BOX: "192.0.2.21"}, days=12)
    for at in server.spread("12:50:00", "15:30:00", 6):
        server.login(BOX, "127.0.0.1", at, lip="127.0.0.1")
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 400)):
        server.smtp_auth_message(BOX, "127.0.0.1", at, server.strangers(1, domains=60), "Your parcel is waiting",
                                 "unknown" if number % 20 == 3 else "delivered", helo="localhost", lip="127.0.0.1", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1", "192.0.2.21"], counts=False)
    return server
