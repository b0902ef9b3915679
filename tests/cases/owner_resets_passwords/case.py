"""A shop moved to new software; its owner presses "ask all customers for a new password": one request, 200 letters of one
text, a tenth of the addresses long dead. Clean."""
from abuse import stolen_beside
from server import Server

SITE, HOME = "bakery.example", "192.0.2.31"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, "/admin/customers.php")
    server.history({"shop@bakery.example": HOME}, days=14)
    for ago in range(14, -1, -1):
        for n in range(0, 15):
            server.visit(SITE, f"198.51.100.{10 + n}", (ago, f"{n:02d}:11:00"))
    server.visit(SITE, HOME, "10:50:00", ("/admin/index.php", "/admin/customers.php", "/style.css"))
    server.request(SITE, HOME, "11:00:00", "/admin/customers.php?do=reset", "POST", referer=f"https://{SITE}/admin/customers.php")
    for n in range(200):
        server.php_mail(SITE, "/admin/customers.php", server.moment("11:00:00") + 0.3 + n * 0.4, [f"client{n}@town{n % 50}.example"],
                        "Please choose a new password", "unknown" if n % 10 == 3 else "delivered", sender="shop@bakery.example")
    stolen_beside(server)
    server.never_named("bakery", SITE, HOME)
    return server
