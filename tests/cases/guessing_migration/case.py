"""Sixty mailboxes are copied from another provider's by imapsync, from one new address; the first list of passwords
was the wrong one. Clean."""
from server import Server

COPIER = "203.0.113.200"


def build(root):
    server = Server(root, layout="directadmin", exim="4.97")
    names = [f"clerk{number}@harbor.example" for number in range(60)]
    server.account("harbor", "harbor.example", [name.partition("@")[0] for name in names])
    server.history({name: f"192.0.2.{20 + number}" for number, name in enumerate(names[:10])}, days=5, messages=1)
    for number, name in enumerate(names):
        server.failed_login(name, COPIER, server.moment("10:00:00") + number * 3)
        server.login(name, COPIER, server.moment("10:30:00") + number * 200, seconds=180)
        server.login(name, COPIER, server.moment("13:50:00") + number * 20, seconds=10)
    server.never_named(COPIER)
    return server
