"""An office moved over the weekend, on a server that names neither logins nor subjects: six people write 110 letters from
a new address and read there. Until yesterday they wrote from the old one. Clean."""
from server import Server
from unnamed_logins import forget_names

NEW = "203.0.113.99"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="debian")
    boxes = [f"{name}@plumber.example" for name in ("office", "anna", "bob", "carl", "dora", "emil")]
    server.account("plumber", "plumber.example", [box.partition("@")[0] for box in boxes])
    server.history({box: "192.0.2.21" for box in boxes}, days=12, messages=12)
    for box in boxes:
        for at in server.spread("07:00:00", "15:50:00", 20):
            server.login(box, NEW, at)
    for number, at in enumerate(server.spread("08:00:00", "12:00:00", 110)):
        server.smtp_auth_message(boxes[number % 6], NEW, at, [f"customer{number}@town{number % 20}.example"], f"Re: Offer {number}")
    server.damage.append(forget_names)
    server.never_named(*boxes, NEW)
    return server
