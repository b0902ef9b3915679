"""Exim's vacation command answers for an owner who is away since this morning, 170 times, under his account and with a null
sender, as its bounces have: to those who wrote, of whom some forged their name. Clean."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=8)
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 170)):
        writer = f"writer{number}@town{number % 40}.example"
        letter = server.remote_message(f"203.0.113.{1 + number % 150}", at, writer, BOX, f"Berth {number} in winter")
        server.local_message("harbor", at + 1, "", [writer], "On vacation", ("delivered", "delivered", "unknown", "greylisted"),
                             bounce_of=letter.id, directory=account.home,
                             arguments=("/usr/sbin/exim", "-t", "-oem", "-oi", "-f", "<>", f"-E{letter.id}"))
    return server
