"""Somebody with the password of one mailbox logged in three days ago and guesses at four other customers' today: that he
was let in once excuses nothing, and he is blocked. A customer's computer does the same behind the line on which he has read
his mail for weeks: it is shown, and the line stays open."""
from server import Server

GUESSER, LINE = "203.0.113.90", "192.0.2.61"
TRIED = ["info@harbor.example", "desk@lakeside.example", "news@gazette.example", "shop@bakery.example"]


def build(root):
    server = Server(root)
    for box in TRIED + ["ann@marina.example", "own@quarry.example"]:
        name, _, domain = box.partition("@")
        server.account(domain.partition(".")[0], domain, [name])
    server.history({box: f"192.0.2.{21 + number}" for number, box in enumerate(TRIED)} | {"ann@marina.example": LINE}, days=9)
    server.ordinary_day("ann@marina.example", LINE)
    server.login("own@quarry.example", GUESSER, (3, "12:00:00"))
    for address in (GUESSER, LINE):
        for number, at in enumerate(server.spread("08:00:00", "15:30:00", 120)):
            server.failed_login(TRIED[number % 4], address, at)
    server.expect("guessing", "inbound", block=[GUESSER], spare_origins=[LINE])
    server.never_named("ann@marina.example", "marina")
    return server
