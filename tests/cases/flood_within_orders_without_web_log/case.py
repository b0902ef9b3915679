"""An intruder's eighty letters, under names of banks, beside a shop's two hundred orders a day; his file is gone, and no web log was kept.
Nobody is known to drive it, and the only program left there is one of years: it is told all the same, by what it writes, but nothing is
taken from the queue."""
import pathlib

from busy_orders import busy_shop, delete, shell


def build(root):
    server = busy_shop(root, 200)
    file = shell(server, 80)
    delete(server, file)
    server.damage.append(lambda tree: [log.unlink() for log in pathlib.Path(tree).rglob("domlogs/**/*") if log.is_file()])
    server.expect("named", "script", system_user="bakery", block=[], counts=False)
    return server
