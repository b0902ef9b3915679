"""DirectAdmin with nginx in front of Apache (nginx_apache; the same on Plesk and FASTPANEL): both log every request, Apache
with the visitor's address by mod_remoteip. The bakery was on television; a robot drives another site's form. Of the
bakery's visitors nobody is blocked, of the robot's site only the robot."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/contact.php"


def both(server, domain, address, at, *rest, **more):
    server.request(domain, address, at, *rest, **more)
    log = server.log_file(server.layout.access_log(server.account_of(domain).name, domain))
    server.log_file(f"/var/log/nginx/domains/{domain}.log").add(at + 0.02, log.lines[-1][2])


def visit(server, domain, address, when, pages):
    at = server.moment(when)
    for page in pages:
        both(server, domain, address, at, page)
        at += 9
    return at


def build(root):
    server = Server(root, layout="directadmin", exim="4.98", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    server.account("hotel", "hotel.example", ["desk"])
    server.php_file(SITE, PAGE)
    server.php_file("hotel.example", PAGE)
    server.history({"shop@bakery.example": "192.0.2.22", "desk@hotel.example": "192.0.2.23"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 4 if ago else 110)):
            reads, sends = f"198.51.100.{1 + number}", f"203.0.113.{1 + number}"
            at = visit(server, SITE, reads, at, ("/", "/style.css", PAGE))
            both(server, SITE, reads if number % 3 else sends, at, PAGE, "POST")
            server.php_mail(SITE, PAGE, at + 0.3, [f"guest{ago}x{number}@town{number % 60}.example"],
                            "Thank you for your message", ("delivered",) * 9 + ("greylisted_first",),
                            sender="shop@bakery.example")
            server.php_mail(SITE, PAGE, at + 0.6, ["shop@bakery.example"], "Message from the website",
                            sender="shop@bakery.example")
    for ago in range(10, 0, -1):
        at = visit(server, "hotel.example", f"192.0.2.{100 + ago}", (ago, "18:30:00"), ("/", PAGE))
        both(server, "hotel.example", f"192.0.2.{100 + ago}", at, PAGE, "POST")
        server.php_mail("hotel.example", PAGE, at + 0.2, [f"guest{ago}@partner2.example"], "Your message to us",
                        sender="desk@hotel.example")
    for at in server.spread("12:00:00", "14:00:00", 70):
        both(server, "hotel.example", "192.0.2.201", at, PAGE, "POST", agent=ROBOT)
        server.php_mail("hotel.example", PAGE, at + 0.2, server.strangers(1), "Your message to us",
                        ("greylisted", "unknown", "delivered"), sender="desk@hotel.example", flood="robot")
    server.expect("robot", "form", system_user="hotel", domain="hotel.example", block=["192.0.2.201"])
    server.never_named("bakery", SITE, "shop@bakery.example", *(f"203.0.113.{n}" for n in range(1, 112)))
    return server
