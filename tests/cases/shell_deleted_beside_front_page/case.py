"""Two hundred and fifty letters of an intruder's file in a shop's document root, which somebody deleted since: the web log still tells of it.
The shop's own index.php, which is left alone in that folder, is not what sent them."""
import pathlib

from busy_orders import SITE, orders, shell
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    orders(server, 60)
    file = shell(server, 250)
    server.damage.append(lambda tree: pathlib.Path(tree, file.lstrip("/")).unlink())
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=["203.0.113.90"])
    return server
