"""A program hands its spam to localhost without a login, under a customer's name. Nothing tells whose it is: no customer
is named, nobody is blocked, and the administrator is not told to write to 127.0.0.1."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", "lakeside.example", ["desk"])
    server.account("harbor", "harbor.example", ["sales"])
    server.history({"desk@lakeside.example": "192.0.2.31", "sales@harbor.example": "192.0.2.21"})
    for at in server.spread("13:00:00", "15:20:00", 120):
        server.remote_message("127.0.0.1", at, "sales@harbor.example", server.strangers(2), "Final notice",
                              ("greylisted", "delivered", "unknown"), name="localhost", flood="local")
    server.expect("local", "relay", account=None, script=None, block=[], spare_origins=["127.0.0.1"])
    server.never_named("harbor", "harbor.example", "sales@harbor.example", "lakeside")
    return server


def check(document):
    letters = [row["target"] for incident in document["incidents"] for row in incident["plan"]
               if row["action"] == "advise"]
    return [] if letters == ["postmaster"] else [f"letters go to {letters}"]
