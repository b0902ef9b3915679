"""Logs of twenty days. On the first of them somebody mistyped a mailbox's password once; today seven addresses of the same provider try
it, each as steadily as a telephone. No telephone fails on the first day and the last alone: they are guessers."""
from server import Server

BOX, HOSTS = "info@harbor.example", [f"84.201.100.{number}" for number in range(10, 17)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=20)
    server.ordinary_day(BOX, "192.0.2.21")
    server.failed_login(BOX, "84.201.1.1", (20, "12:00:00"))
    for host in HOSTS:
        for at in server.spread("06:30:00", "15:20:00", 400):
            server.failed_login(BOX, host, at)
    server.expect("guess", "inbound", block=HOSTS, counts=False)
    return server
