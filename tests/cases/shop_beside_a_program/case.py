"""A shop's checkout writes to each of its thirty buyers a day, and the log tells neither folders nor subjects. An intruder's
program writes a hundred letters in banks' names beside it, to a list of which a fourth is dead. That buyers ask for the
checkout in the seconds of the account's mail, and that PHP names it in what waits of theirs, tells nothing of the hundred: the shop stays open."""
from daily_orders import PAGE, daily_orders
from server import Server

BANKS = [f"service@{name}.example" for name in ("bank", "savings", "credit")]


def build(root):
    server = Server(root, layout="hestia", log="debian", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)
    server.php_file("harbor.example", PAGE, days_old=300)
    daily_orders(server, "harbor.example", 13, 30, ("06:00:00", "21:30:00"), "program")
    for number, at in enumerate(server.spread("09:40:00", "15:50:00", 100)):
        server.local_message("harbor", at, BANKS[number % 3], server.strangers(1, domains=80), f"Notice {number * 7919 % 9973}",
                             "unknown" if number % 4 == 3 else "greylisted" if number % 5 == 4 else "delivered", flood="program")
    server.expect("program", "script", system_user="harbor", account=None, script=None, block=[], counts=False)
    return server
