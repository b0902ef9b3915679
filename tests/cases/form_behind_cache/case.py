"""A content network keeps a club's pages, and the server restores its visitors' addresses: nobody is seen to look at the form that
people have sent by for days. On the day of an announcement a hundred and twenty register, fifteen of them twice: with a second click, or another child some minutes later. Clean. Beside it the
form of a choir behind the same network: twenty robots send two letters each by it, and are blocked."""
from server import Server

PAGE = "/contact.php"


def send(server, site, address, at, to, outcome="delivered", **fields):
    server.request(site, address, at, PAGE, "POST")
    server.php_mail(site, PAGE, at + 0.3, [to], "Your registration", outcome, php_log=False, sender=f"info@{site}", **fields)
    server.php_mail(site, PAGE, at + 0.6, [f"info@{site}"], "Registration", "delivered", php_log=False, sender=f"info@{site}", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for number, name in enumerate(("club", "choir")):
        site = f"{name}.example"
        server.account(name, site, ["info"])
        server.php_file(site, PAGE)
        server.history({f"info@{site}": f"192.0.2.3{number}"})
        for ago in range(10, 0, -1):
            for visitor, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), 4)):
                send(server, site, f"84.{20 + number}.{ago * 9 + visitor}.7", at, *server.strangers(1))
    for visitor, at in enumerate(server.spread("09:00:00", "14:30:00", 120)):
        to = server.strangers(1)[0]
        for click in range(2 if visitor % 8 == 3 else 1):
            send(server, "club.example", f"93.{visitor * 2}.{visitor}.9", at + (4, 400)[visitor % 16 == 3] * click, to)
    robots = [f"203.0.113.{50 + number}" for number in range(20)]
    for number, at in enumerate(server.spread("10:00:00", "12:00:00", 40)):
        send(server, "choir.example", robots[number % 20], at, server.strangers(1)[0],
             ("delivered", "unknown", "delivered", "delivered"), flood="robots")
    server.expect("robots", "form", system_user="choir", domain="choir.example", script="/home/choir/public_html/contact.php",
                  block=robots, counts=False)
    server.never_named("club", "info@club.example", *(f"93.{visitor * 2}.{visitor}.9" for visitor in range(120)))
    return server
