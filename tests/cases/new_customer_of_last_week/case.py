"""A customer came eight days ago with his shop, and the logs begin ten days ago: two days of silence before tell no less than none would. Clean."""
import newcomer
from abuse import stolen_beside


def build(root):
    server = newcomer.send(root, "Your receipt no.", ("delivered",) * 32 + ("unknown",), days=8, logs=10)
    stolen_beside(server)
    server.logs_begin = server.now - 10 * 86400
    server.never_named(newcomer.BOX, "tool", *newcomer.HOSTS)
    return server
