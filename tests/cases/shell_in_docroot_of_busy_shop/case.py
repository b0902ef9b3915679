"""Eighty letters of an intruder's file in the document root of a shop that sends two hundred a day from there: more than
half of what leaves in these hours is orders, and the whole is as much as ever. File and robot are named, the orders stay."""
from busy_orders import SITE, orders, shell
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    orders(server, 200)
    file = shell(server, 80)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=["203.0.113.90"])
    return server
