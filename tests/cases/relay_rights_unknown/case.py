"""Logs and queue were copied without /etc, on the server's first day: nobody can tell whether the office's program, which
sends two hundred invoices at noon without a login, may do so. Some of its customers are gone. Clean."""
import shutil

from server import Server

OFFICE = "198.51.100.9"


def build(root):
    server = Server(root, layout="rhel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    for number, at in enumerate(server.spread("12:00:00", "12:40:00", 200)):
        server.remote_message(OFFICE, at, "invoices@factory.example", f"client{number}@town{number % 70}.example",
                              f"Invoice {4000 + number}", ("delivered",) * 38 + ("greylisted", "unknown"),
                              name="erp.factory.example")
    server.damage.append(lambda tree: shutil.rmtree(tree + "/etc/exim"))
    server.never_named(OFFICE)
    return server
