"""One host throws 400 letters in an hour at the mailboxes here; a partner's letters come as always."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales", "jobs"])
    boxes = ["info@harbor.example", "sales@harbor.example", "jobs@harbor.example"]
    server.history({box: "192.0.2.21" for box in boxes})
    for box in boxes:
        server.ordinary_day(box, "192.0.2.21")
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", 400)):
        server.remote_message("203.0.113.91", at, f"offer{number}@bulk.example", boxes[number % 3],
                              "Cheap watches today only", name="mail.bulk.example")
    server.expect("flood", "inbound", block=["203.0.113.91"], spare_origins=["198.51.100.20", "198.51.100.21"])
    server.never_named(*boxes)
    return server
