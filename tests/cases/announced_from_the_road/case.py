"""A new partner writes to the people of his old address book on his first day, each his own letter, from the train, the
hotel, the fair and two customers' offices; he reads his mail in a webmail that nobody logs. A quarter of the addresses is
gone: much for one man, and no bought list."""
from all_different import outcomes
from server import Server

BOX = "partner@harbor.example"
PLACES = ["20.30.40.50", "31.41.59.26", "46.17.96.8", "58.97.93.23", "84.62.64.33"]
ABOUT = "the mill,your roof,last summer,the regatta,our lunch,a boat,the harvest,Anna,your book,the fair,old times,a question".split(",")


def build(root):
    server = Server(root, layout="cpanel")
    server.account("harbor", "harbor.example", ["partner", "sales"])
    server.history({"sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("08:10:00", "15:40:00", 60)):
        to = server.strangers(2)
        subject = f"{ABOUT[number % 12].capitalize()} and {ABOUT[(number // 12 + number + 1) % 12]}"
        server.smtp_auth_message(BOX, PLACES[number // 12], at, to, subject, outcomes(server, to, 4, number, waits_every=15))
    server.never_named(BOX, "sales@harbor.example", *PLACES)
    return server
