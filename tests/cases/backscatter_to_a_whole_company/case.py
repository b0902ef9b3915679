"""A stranger has a list of a company's addresses and writes under all of them: thirty bounces come home to each of sixteen
mailboxes, and forty to one of a neighbour's. That is one incident for the company and one for the neighbour. Two mailboxes are
full, and one bounce waits for both; what an office got back of its own letter stays."""
from server import Server

MAILBOXES = [f"desk{number}@harbor.example" for number in range(16)]
FULL = MAILBOXES[:2]
NEIGHBOUR = "info@quay.example"
SUBJECT = "Undelivered Mail Returned to Sender"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [name.split("@")[0] for name in MAILBOXES])
    server.account("quay", "quay.example", ["info"])
    server.history({box: f"192.0.2.{20 + number}" for number, box in enumerate([*MAILBOXES, NEIGHBOUR])}, days=10)
    server.smtp_auth_message(FULL[0], "192.0.2.20", "14:00:00", ["old@supplier.example"], "Delivery note 7")
    server.remote_message(server.address_of_host("supplier.example"), "14:01:00", "", FULL[0], "Undeliverable: Delivery note 7",
                          "full_here", name="mx.supplier.example", honest="bounces")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 30 * len(MAILBOXES) + 40)):
        box = MAILBOXES[number % len(MAILBOXES)] if number < 30 * len(MAILBOXES) else NEIGHBOUR
        server.remote_message(f"203.0.113.{number % 120 + 1}", at, "", box, SUBJECT,
                              "full_here" if box in FULL else "delivered", name=f"mx{number % 120}.elsewhere.example",
                              flood="bounces" if box != NEIGHBOUR else "neighbours")
    server.remote_message("203.0.113.7", "15:55:00", "", FULL, SUBJECT, "full_here", name="mx6.elsewhere.example", flood="bounces")
    server.expect("bounces", "backscatter", domain="harbor.example", block=[], counts=False)
    server.expect("neighbours", "backscatter", account=NEIGHBOUR, block=[], counts=False)
    return server


def check(document):
    found = [tuple(one["messages"][name] for name in ("submitted", "recipients", "distinct_recipients", "queued"))
             for one in document["incidents"] if one["domain"] == "harbor.example"]
    wanted = [(482, 483, 16, 62)]  # the office's own among them
    return [] if found == wanted else [f"the company's bounces are one incident of {wanted}, told is {found}"]
