"""Sixty letters of an intruder's file beside four hundred orders a day: whoever asks which page made the folder's mail is
told the shop's, whose visitors are all people. The flood has a page and a robot of its own."""
from busy_orders import SITE, orders, shell
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    orders(server, 400)
    file = shell(server, 60)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=["203.0.113.90"])
    return server
