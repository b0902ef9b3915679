"""A shop's checkout writes to each of its thirty buyers a day, and beside it an intruder's program in banks' names."""
from daily_orders import PAGE, daily_orders
from server import Server

BANKS = [f"service@{name}.example" for name in ("bank", "savings", "credit")]


def banks_letters(root, fate_of, letters=100):
    server = Server(root, layout="hestia", log="debian", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)
    server.php_file("harbor.example", PAGE, days_old=300)
    daily_orders(server, "harbor.example", 13, 30, ("06:00:00", "21:30:00"), "program")
    for number, at in enumerate(server.spread("09:40:00", "15:50:00", letters)):
        server.local_message("harbor", at, BANKS[number % 3], server.strangers(1, domains=80), f"Notice {number * 7919 % 9973}",
                             fate_of(number), flood="program")
    server.expect("program", "script", system_user="harbor", account=None, script=None, block=[], counts=False)
    return server
