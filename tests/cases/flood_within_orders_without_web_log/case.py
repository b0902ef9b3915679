"""An intruder's eighty letters, under names of banks, beside a shop's two hundred orders a day; his file is gone, and no web log was kept.
Nobody is known to drive it, and the only program left there is one of years: it is told all the same, by what it writes, but nothing is
taken from the queue."""
import pathlib

from busy_orders import SITE, orders, shell
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    orders(server, 200)
    file = shell(server, 80)
    server.damage.append(lambda tree: pathlib.Path(tree, file.lstrip("/")).unlink())
    server.damage.append(lambda tree: [log.unlink() for log in pathlib.Path(tree).rglob("domlogs/**/*") if log.is_file()])
    server.expect("named", "script", system_user="bakery", block=[], counts=False)
    return server
