"""A machine in a data centre has asked for an intruder's program, and for nothing else of the site, since before the logs begin: a
hundred letters a day, one for each call, a quarter to people who do not exist. No visitor ever came to it, so it is no form. Beside it a
service of the neighbour's calls his job as often, which writes to people who exist."""
from server import Server
from services import BROWSER


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("school", "school.example", ["info"])
    server.account("rental", "rental.example", ["info"])
    server.history({"info@school.example": "192.0.2.31", "info@rental.example": "192.0.2.32"}, days=9)
    script = server.php_file("school.example", "/old/send.php", days_old=60)
    server.php_file("rental.example", "/jobs/due.php", days_old=300)
    for ago in range(9, -1, -1):
        for domain in ("school.example", "rental.example"):
            for number in range(6):
                server.visit(domain, f"198.51.100.{ago * 10 + number + 20}", (ago, f"{9 + number:02d}:05:00"))
        for at in server.spread((ago, "00:10:00"), (ago, "15:50:00"), 100):
            server.request("school.example", "203.0.113.77", at, "/old/send.php", agent=BROWSER)
            server.php_mail("school.example", "/old/send.php", at + 0.3, server.strangers(1, domains=60), "Your parcel is waiting",
                            ("delivered", "delivered", "unknown", "delivered" if ago else "greylisted"), sender="info@school.example", flood="shell" if not ago else None)
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 100)):
            server.request("rental.example", "203.0.113.99", at, "/jobs/due.php", agent="jobs/1.4")
            server.php_mail("rental.example", "/jobs/due.php", at + 0.3, [f"tenant{(number * 7 + ago * 31) % 900}@town{number % 40}.example"],
                            "Your rental ends soon", "unknown" if number == 33 else "delivered", sender="info@rental.example")
    server.expect("shell", "script", domain="school.example", system_user="school", script=script)
    server.never_named("rental", "rental.example")
    return server
