"""A shop's page was changed and mails for robots, six letters a request. A buyer who looked at the shop sends his order a second behind one of
them, whose letters run on; he is no driver. An intruder who looks at a page first and asks once, for thirty letters, is."""
from server import Server

DRIVERS, LOOKS_FIRST, BUYER = ["203.0.113.80", "203.0.113.91", "198.51.100.17"], "198.51.100.201", "192.0.2.140"
ROBOT, PAGE = "python-requests/2.31.0", "/index.php"


def flood(server, driver, at, letters, agent=ROBOT):
    server.request("pottery.example", driver, at, PAGE, "POST", agent=agent)
    for number in range(letters):
        server.php_mail("pottery.example", PAGE, at + 0.3 + 0.15 * number, server.strangers(1), "Your parcel could not be delivered",
                        "greylisted" if number % 6 == 3 else "delivered", sender="shop@pottery.example", flood="changed")


def order(server, buyer, at, number):
    at = server.visit("pottery.example", buyer, at, ("/", "/style.css", "/cart/"))
    server.request("pottery.example", buyer, at, PAGE, "POST")
    server.php_mail("pottery.example", PAGE, at + 0.3, [f"buyer{number}@town{number}.example"], f"Your order {number}",
                    sender="shop@pottery.example")
    return at


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("pottery", "pottery.example", ["shop"])
    script = server.php_file("pottery.example", PAGE, days_old=1)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "09:50:00"), 4)):
            order(server, f"192.0.2.{100 + (ago * 4 + number) % 40}", at, ago * 4 + number)
    for number, at in enumerate(server.spread("10:00:00", "15:00:00", 30)):
        flood(server, DRIVERS[number % 3], at, 6)
    at = order(server, BUYER, server.moment("15:20:00"), 40)
    flood(server, DRIVERS[0], int(at) - 0.1, 6)
    at = server.visit("pottery.example", LOOKS_FIRST, server.moment("15:40:00"), ("/", "/cart/"))
    flood(server, LOOKS_FIRST, at, 30, "Mozilla/5.0 (X11; Linux x86_64)")
    server.expect("changed", "script", script=script, block=[*DRIVERS, LOOKS_FIRST], spare_origins=[BUYER], counts=False)
    return server
