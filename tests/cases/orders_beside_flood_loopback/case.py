"""A program on this server, over loopback, and a shop that sends the same way."""
from orders_beside_flood import tell
from server import Server


def build(root):
    return tell(Server(root, layout="debian", exim="4.96"), "127.0.0.1", "localhost", "sales@harbor.example")
