"""The first newsletter in the log, by a program that logs in from this server: readers at forty domains take it, one
provider calls it unsolicited and puts off or refuses its sixty readers. Clean."""
from server import Server

BOX = "shop@bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["shop"])
    server.history({BOX: "192.0.2.31"}, days=12)
    for number, at in enumerate(server.spread("10:00:00", "12:00:00", 500)):
        is_there = number % 8 == 0
        to = f"reader{number}@bigmail.example" if is_there else f"reader{number}@town{number % 40}.example"
        outcome = "rate_limited" if number % 64 == 0 else "spam" if is_there else "delivered"
        server.smtp_auth_message(BOX, "127.0.0.1", at, [to], "Autumn news", outcome, helo="bakery.example",
                                 mailer="plain", extra_headers=[("List-Unsubscribe", "<https://bakery.example/u>")])
    server.never_named(BOX, "bakery", "bakery.example")
    return server
