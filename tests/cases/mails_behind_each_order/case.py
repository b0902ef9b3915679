"""A dozen letters behind each order of a shop: the log has their subjects."""
import behind_orders
from server import Server


def build(root):
    return behind_orders.tell(Server(root, layout="cpanel", exim="4.96"))
