"""An intruder's job reads the mailboxes of the account it is in and writes to all who wrote there this morning: they
are correspondents, but it answers nobody."""
from server import Server

SITE = "bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=12)
    writers = [f"writer{number}@town{number % 50}.example" for number in range(240)]
    for number, writer in enumerate(writers):
        server.remote_message(f"198.51.100.{number % 200 + 1}", f"{8 + number % 4:02d}:{number % 60:02d}:00", writer,
                              f"shop@{SITE}", f"Question {number}")
    for number, writer in enumerate(writers):
        server.local_message("bakery", server.moment("13:30:00") + number * 9, f"shop@{SITE}", [writer], "Unpaid invoice, see inside",
                             "unknown" if number % 7 == 1 else "greylisted" if number % 5 == 3 else "delivered", directory=f"{account.home}/app", flood="shell")
    server.expect("shell", "script", system_user="bakery", counts=False)
    return server
