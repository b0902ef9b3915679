"""The process that mails behind a shop's orders began at nine this morning: the four who ordered before had two letters each. Who came after is no driver
for it."""
import behind_orders
from server import Server


def build(root):
    return behind_orders.tell(Server(root, layout="cpanel", exim="4.96"), since=4)
