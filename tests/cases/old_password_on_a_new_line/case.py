"""An owner's line has another address of its provider's since last night, far from the one of before, and his telephones try the password of
before by it, forty times in one hour. Beside them one guesses at everybody's mailbox."""
from server import Server

OWNER, NEW_LINE, GUESSER = "84.17.3.9", "84.17.201.44", "203.0.113.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"{name}@harbor.example" for name in ("info", "mira", "jon", "office")]
    server.account("harbor", "harbor.example", [box.partition("@")[0] for box in boxes])
    server.history({"info@harbor.example": OWNER, "mira@harbor.example": "192.0.2.22"}, days=8, messages=2)
    for at in server.spread("09:00:00", "10:00:00", 40):
        server.failed_login("info@harbor.example", NEW_LINE, at)
    for number, at in enumerate(server.spread("08:00:00", "15:00:00", 60)):
        server.failed_login(boxes[number % 4], GUESSER, at)
    server.expect("guess", "inbound", block=[GUESSER], spare_origins=[NEW_LINE])
    server.never_named("harbor", NEW_LINE, OWNER)
    return server
