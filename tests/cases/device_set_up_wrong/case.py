"""Somebody sets up a telephone in a holiday flat with a mistyped password: it asks thirty times in half an hour, and is put aside. Nobody
was ever let in there, and nobody else tries that mailbox. Clean. Three hosts that share three other mailboxes are guessers."""
from server import Server

BOX, OFFICE, FLAT = "anna@kite.example", "84.61.9.12", "95.103.177.179"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("kite", "kite.example", ["anna"])
    server.history({BOX: OFFICE}, days=8)
    server.ordinary_day(BOX, OFFICE)
    for at in server.spread("09:10:00", "09:45:00", 30):
        server.failed_login(BOX, FLAT, at)
    hosts = [f"203.0.113.{91 + number}" for number in range(3)]
    server.account("mill", "mill.example", ["info", "sales", "shop"])
    for number, at in enumerate(server.spread("05:00:00", "06:00:00", 90)):
        server.failed_login(f"{('info', 'sales', 'shop')[number // 3 % 3]}@mill.example", hosts[number % 3], at)
    server.expect("guessers", "inbound", block=hosts, counts=False)
    server.never_named(BOX, OFFICE, FLAT)
    return server
