"""A mailbox that nobody uses: where its owner is nobody knows. Eight hosts, each of another provider, send three letters
each, no two alike, to a list of which half never existed."""
from all_different import outcomes, subject
from server import Server

BOX = "office@harbor.example"
HOSTS = ["20.30.40.50", "31.41.59.26", "46.17.96.8", "58.97.93.23", "84.62.64.33", "101.83.27.95", "141.59.26.53", "176.32.38.46"]


def build(root):
    server = Server(root, layout="debian", exim="4.94")
    server.account("harbor", "harbor.example", ["office", "sales"])
    server.history({"sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("05:10:00", "13:40:00", 24)):
        to = server.strangers(5)
        server.smtp_auth_message(BOX, HOSTS[number % 8], at, to, subject(server), outcomes(server, to, 2, number),
                                 mechanism="plain_server", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=HOSTS)
    server.never_named("sales@harbor.example")
    return server
