"""A shop's mailer logs in here with last year's password: every order fails, from 127.0.0.1, forty an hour. No stranger
guesses there: a note and no incident. A thief beside is found."""
from abuse import stolen_beside
from server import Server

BOX = "shop@bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["shop"])
    server.history({BOX: "192.0.2.21"}, days=10)
    server.ordinary_day(BOX, "192.0.2.21")
    for at in server.spread("08:00:00", "15:50:00", 300):
        server.smtp_auth_failure(BOX, "127.0.0.1", at, helo="bakery.example")
    stolen_beside(server)
    server.never_named("127.0.0.1", BOX)
    return server
