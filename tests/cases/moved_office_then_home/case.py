"""A firm of five moved to a new office, where its telephones fail for an hour until the new passwords are typed in, and are read from then on. At
noon one of them writes her invoices at home, where she reads her mail, too. Clean."""
from server import Server

BOXES, OLD, OFFICE, HOME = [f"{box}@harbor.example" for box in ("books", "info", "sales", "chef", "post")], "192.0.2.21", "84.33.4.5", "91.7.8.9"


def build(root, **options):
    server = Server(root, layout="hestia", exim="4.98", **options)
    server.account("harbor", "harbor.example", [box.partition("@")[0] for box in BOXES])
    server.history({box: OLD for box in BOXES[:2]}, days=12, messages=4)
    server.history({box: OLD for box in BOXES[2:]}, days=2, messages=4)  # of new colleagues
    for box in BOXES:
        for number in range(15):
            server.failed_login(box, OFFICE, server.moment("08:00:00") + number * 200)
        for number in range(8):
            server.login(box, OFFICE, server.moment("09:00:00") + number * 1000)
    for number in range(3):
        server.login(BOXES[0], HOME, server.moment("12:00:00") + number * 2000)
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 30)):
        server.smtp_auth_message(BOXES[0], HOME, at, server.strangers(1), f"Invoice {number}")
    server.never_named(*BOXES, HOME, OFFICE)
    return server
