"""As mails_behind_each_order, eight letters each, by a log that has neither subjects nor folders."""
import behind_orders
from server import Server


def build(root):
    return behind_orders.tell(Server(root, layout="debian", exim="4.96"), letters=8, folder=None)
