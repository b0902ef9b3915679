"""All sites mail as www-data, and the log tells no folders. A shop's orders, which PHP's own log knows, make 80 letters a day. A file that nobody asked for
before sends 60 today, which is less than www-data always sends."""
from all_different import outcomes
from server import Server

SHOP, SITE, PAGE = "garden.example", "clinic.example", "/lib/mailer7.php"
DRIVERS = ["203.0.113.51", "198.51.100.52"]


def build(root):
    server = Server(root, layout="debian", exim="4.98", mod_php=True)
    server.account("garden", SHOP, ["orders"])
    server.account("clinic", SITE, ["desk"])
    server.php_file(SHOP, "/index.php", days_old=300)
    script = server.php_file(SITE, PAGE, days_old=2)
    server.history({"desk@clinic.example": "192.0.2.31"}, days=9)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:50:00"), 40)):
            visitor = f"192.0.2.{100 + number}"
            at = server.visit(SHOP, visitor, at, ("/", "/style.css", "/cart/"))
            server.request(SHOP, visitor, at, "/index.php?route=checkout", "POST")
            for to, subject in ((f"buyer{ago}x{number}@town{number}.example", f"Your order {9000 - ago * 50 + number}"),
                                (f"orders@{SHOP}", f"New order {9000 - ago * 50 + number}")):
                server.php_mail(SHOP, "/index.php", at + 0.4, [to], subject, sender=f"orders@{SHOP}")
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 12)):
        server.request(SITE, DRIVERS[number % 2], at, PAGE, "POST", agent="curl/8.5.0")
        for step, to in enumerate(server.strangers(5, domains=60)):
            server.php_mail(SITE, PAGE, at + 0.3 + step * 0.2, [to], "Your card is locked", outcomes(server, [to], 5, number + step),
                            sender=f"info@{SITE}", php_log=False, script_header=False, flood="shell")
    server.expect("shell", "script", system_user="www-data", domain=SITE, script=script, block=DRIVERS, counts=False)
    server.never_named("garden", SHOP, f"orders@{SHOP}", "desk@clinic.example")
    return server


def check(document):
    usual = [incident["usual"]["busiest_day"] for incident in document["incidents"]]
    return [] if usual == [0] else [f"the busiest day is {usual}: another page's mail"]
