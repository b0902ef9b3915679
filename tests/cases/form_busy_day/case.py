"""The bakery was on television: 110 people write by its contact page, four on other days. Every third one's page came
to another of his addresses than the one he sent from (two protocols, a relay for privacy). Clean."""
from server import Server

SITE, PAGE = "bakery.example", "/contact.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, PAGE)
    server.history({"shop@bakery.example": "192.0.2.22"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 4 if ago else 110)):
            reads, sends = f"198.51.100.{1 + number}", f"203.0.113.{1 + number}"
            at = server.visit(SITE, reads, at, ("/", "/style.css", PAGE))
            server.request(SITE, reads if number % 3 else sends, at, PAGE, "POST")
            server.php_mail(SITE, PAGE, at + 0.3, [f"guest{ago}x{number}@town{number % 60}.example"],
                            "Thank you for your message", ("delivered",) * 9 + ("greylisted_first",),
                            sender="shop@bakery.example")
            server.php_mail(SITE, PAGE, at + 0.6, ["shop@bakery.example"], "Message from the website",
                            sender="shop@bakery.example")
    return server
