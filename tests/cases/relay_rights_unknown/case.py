"""Logs and queue were copied without /etc, on the server's first day: nobody can tell whether the office's program, which
sends its two hundred order confirmations without a login, may do so. Clean."""
import shutil

from server import Server

OFFICE = "198.51.100.9"


def build(root):
    server = Server(root, layout="rhel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    for number, at in enumerate(server.spread("06:00:00", "15:50:00", 200)):
        server.remote_message(OFFICE, at, "orders@factory.example", f"client{number}@town{number % 70}.example",
                              f"Your order {4000 + number}", ("delivered",) * 19 + ("greylisted",),
                              name="erp.factory.example")
    server.damage.append(lambda tree: shutil.rmtree(tree + "/etc/exim"))
    server.never_named(OFFICE)
    return server
