"""A thief has the password of a shop's machine that sends 400 order letters a day: 250 of his in two hours are lost in the
number. His address is blocked, the machine's never, and its orders stay."""
import importlib.util
import pathlib

from server import Server

SPEC = importlib.util.spec_from_file_location("sale", pathlib.Path(__file__).parent.parent / "sale_at_busy_shop" / "case.py")
SHOP = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SHOP)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    SHOP.orders(server, 270)
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 250)):
        server.smtp_auth_message(SHOP.BOX, "203.0.113.66", at, server.strangers(1, domains=60), "Your parcel is waiting",
                                 "unknown" if number % 10 == 3 else "spam" if number % 25 == 4 else "greylisted" if number % 9 == 1
                                 else "delivered", helo="WIN-7QK2", flood="stolen")
    server.expect("stolen", "mailbox", account=SHOP.BOX, block=["203.0.113.66"], spare_origins=[SHOP.MACHINE, "192.0.2.21"],
                  counts=False)
    return server
