"""A shop whose pages here write its orders, and a host elsewhere that writes the same with the mailbox's login."""
from server import Server

BOX, HOST, DAY = "orders@pottery.example", "198.51.100.77", 30
AGO = 14


def orders(server, ago):
    """Those that the pages write, of one day."""
    for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), DAY)):
        server.request("pottery.example", f"203.0.113.{number + 1}", at, "/index.php?route=checkout", "POST")
        server.php_mail("pottery.example", "/index.php", at + 0.3, [f"buyer{ago}x{number}@town{number}.example"],
                        f"Your order {9000 - ago * 100 + number}", sender=BOX)


def shop(root, moved=None, began=AGO, is_thief=True, outcomes=("delivered",), **options):
    """Pages write from `began` days ago until `moved` days ago, the host since; both where `moved` is None: since two days.
    `outcomes`: of what the host writes."""
    server = Server(root, layout="cpanel", **options)
    server.account("pottery", "pottery.example", ["orders"])
    server.account("harbor", "harbor.example", ["info"])
    server.php_file("pottery.example", "/index.php", days_old=300)
    server.history({"info@harbor.example": "192.0.2.21", BOX: "192.0.2.22"}, days=AGO)
    since = 2 if moved is None else moved
    for ago in range(AGO, -1, -1):
        if ago <= began and (moved is None or ago > moved):
            orders(server, ago)
        if ago <= since:
            for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), DAY)):
                outcome = "greylisted" if ago == 0 and number % 15 == 2 else outcomes[number % len(outcomes)]
                server.smtp_auth_message(BOX, HOST, at + 40, [f"client{ago}x{number}@place{number}.example"],
                                         f"Your order {9000 - ago * 100 + number}", outcome, helo="web7.newhost.example", mailer="plain",
                                         flood="thief" if is_thief else None)
    return server
