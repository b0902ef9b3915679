"""A stranger forges this domain elsewhere: four hundred bounces come home for mail never sent from here."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 400)):
        server.remote_message(f"198.51.100.{number % 120}", at, "", BOX, "Undelivered Mail Returned to Sender",
                              name=f"mx{number % 120}.elsewhere.example")
    server.expect("bounces", "backscatter", account=BOX, block=[], counts=False)
    return server


def check(document):
    told = next(one for one in document["incidents"] if one["kind"] == "backscatter")["messages"]
    found = {name: told[name] for name in ("submitted", "delivered", "deferred", "failed")}
    wanted = {"submitted": 400, "delivered": 400, "deferred": 0, "failed": 0}
    return [] if found == wanted else [f"400 bounces were delivered, the incident tells {found}"]
