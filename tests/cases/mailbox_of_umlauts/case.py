"""A mailbox of an internationalized domain is stolen. Who guessed sits in the thieves' network but never
sends: the sign must not say that the addresses which send have guessed. Of the domain's two forms logs
hold both: the login is xn--, a friend's SMTPUTF8 letter comes to the other."""
from server import Server

BOX = "info@xn--bcher-kva.example"
GUESSER, THIEVES = "203.0.113.66", ["203.0.113.11", "203.0.113.12", "198.51.100.13"]
OWNERS = {BOX: "192.0.2.21", "desk@lakeside.example": "192.0.2.31"}


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("books", "xn--bcher-kva.example", ["info"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history(OWNERS)
    for box, address in OWNERS.items():
        server.ordinary_day(box, address)
    server.remote_message("192.0.2.250", "09:20:00", "friend@partner1.example", ["info@bücher.example"],
                          "An old edition", "delivered")
    for at in server.spread("09:00:00", "10:40:00", 24):
        server.smtp_auth_failure(BOX, GUESSER, at)
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 120)):
        server.smtp_auth_message(BOX, THIEVES[number % 3], at, server.strangers(1), "Your invoice is ready",
                                 ("greylisted", "greylisted", "delivered", "unknown")[number % 4], flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, system_user="books", domain="xn--bcher-kva.example", script=None,
                  block=THIEVES, spare_origins=["192.0.2.21"])
    server.never_named("desk@lakeside.example", "lakeside")
    return server


def check(document):
    stolen = next(one for one in document["incidents"] if one["kind"] == "mailbox")
    said = [sign["text"] for sign in stolen["evidence"] if sign["signal"] == "guessed_password"]
    if said != ["24 failed logins for this mailbox before, 24 of them from the networks that now send"]:
        return [f"the guesses are told as {said}"]
    return []
