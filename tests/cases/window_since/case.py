"""With --since 2h only the last two hours are counted; the flood of the morning is not, its queue still is."""
from server import Server

ARGUMENTS = ["--since", "2h"]
BOX = "info@harbor.example"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for span, count in ((("08:00:00", "09:00:00"), 60), (("14:10:00", "15:50:00"), 60)):
        for number, at in enumerate(server.spread(*span, count)):
            server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                     "Your parcel is waiting", ("greylisted", "delivered", "unknown"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, counts=False, block=["203.0.113.11", "198.51.100.13"])
    return server


def check(document):
    # "submitted" are arrivals inside the window: 60 of them.
    return [f"submitted is {i['messages']['submitted']}, expected 60" for i in document["incidents"]
            if i["messages"]["submitted"] != 60]
