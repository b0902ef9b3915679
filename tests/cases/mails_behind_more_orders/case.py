"""A dozen letters behind each order of a shop that has two orders more today than on any day before: those are its own still."""
import behind_orders
from server import Server


def build(root):
    return behind_orders.tell(Server(root, layout="cpanel", exim="4.96"), more_today=2)
