"""A mailbox used behind a VPN whose exit changes four times in a day, in four countries."""
from server import Server

BOX = "info@harbor.example"
EXITS = ["203.0.113.10", "198.51.100.220", "100.24.7.9", "185.5.6.7"]


def harbor(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    return server


def stays():
    """Number and address of each exit, with its first and last hour."""
    for number, exit_address in enumerate(EXITS):
        yield number, exit_address, f"{8 + 2 * number:02d}", f"{9 + 2 * number:02d}"
