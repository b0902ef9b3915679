"""A program that runs in / writes a hundred and thirty letters under its customer's name, none like another; an eighth of
the people do not exist. Two of three letters have left the queue and took their headers with them: they count all the
same. The site's form writes to its owner as on every day, under another name."""
from all_different import outcomes, subject
from server import Server

OWNER = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({OWNER: "192.0.2.21"})
    server.ordinary_day(OWNER, "192.0.2.21")
    for ago in range(12, -1, -1):
        server.local_message("harbor", (ago, "10:20:00"), "form@harbor.example", [OWNER], "A question about boats",
                             directory="/home/harbor/public_html", honest=None if ago else "flood")
    for number, at in enumerate(server.spread("08:30:00", "15:40:00", 130)):
        to = server.strangers(1, domains=60)
        server.local_message("harbor", at, "support@harbor.example", to, subject(server),
                             outcomes(server, to, 8, number, 3), directory="/", flood="flood")
    server.expect("flood", "script", system_user="harbor", account=None)
    return server
