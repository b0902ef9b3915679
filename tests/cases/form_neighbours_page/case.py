"""One user runs every site and the log names no directory. A robot posts to two customers' pages in the same seconds:
the bakery's mails, the harbour's asks for a captcha. Both have a contact.php and visitors. Nothing tells which of them
it is: the robot is blocked, neither customer is named."""
from server import Server
from services import ROBOT

DRIVEN, NEIGHBOUR, PAGE, DRIVER = "bakery.example", "harbor.example", "/contact.php", "203.0.113.77"


def visitor(server, site, page, address, ago, hour):
    at = server.visit(site, address, (ago, hour), ("/", "/style.css", page))
    server.request(site, address, at, page, "POST")
    server.php_mail(site, page, at + 0.3, [f"guest{ago}@partner1.example"], "Thank you for your message",
                    php_log=False)


def two_sites(root, page, neighbours_page, robot_at_both):
    """`robot_at_both`: called with the server and a moment; what the robot asks for then."""
    server = Server(root, layout="debian", exim="4.96", mod_php=True)
    server.account("bakery", DRIVEN, ["shop"])
    server.account("harbor", NEIGHBOUR, ["info"])
    server.php_file(DRIVEN, page)
    server.php_file(NEIGHBOUR, neighbours_page)
    server.history({"shop@bakery.example": "192.0.2.22", "info@harbor.example": "192.0.2.31"})
    for ago in range(9, -1, -1):
        for number, hour in enumerate(("09:00:00", "10:10:00", "11:20:00")):
            visitor(server, NEIGHBOUR, neighbours_page, f"198.51.100.{10 + 3 * ago + number}", ago, hour)
    for at in server.spread("12:00:00", "14:30:00", 90):
        robot_at_both(server, at)
        server.php_mail(DRIVEN, page, at + 0.4, server.strangers(1), "Thank you for your message",
                        ("greylisted", "unknown", "delivered"), php_log=False, script_header=False, flood="robot")
    server.never_named("harbor", NEIGHBOUR, "info@harbor.example", "shop@bakery.example")
    return server


def both(server, at):
    server.request(NEIGHBOUR, DRIVER, at, PAGE, "POST", agent=ROBOT)
    server.request(DRIVEN, DRIVER, at + 0.2, PAGE, "POST", agent=ROBOT)


def build(root):
    server = two_sites(root, PAGE, PAGE, both)
    server.expect("robot", "form", system_user="www-data", domain=None, script=None, url=None, block=[DRIVER])
    server.never_named("bakery", DRIVEN)
    return server
