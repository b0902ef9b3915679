"""One client has a site's page mail a confirmation to the same twelve people, forty times each, and looks at the page as a
visitor does: it is no forum that tells its readers, since every request writes to one of them."""
from server import Server

SITE, VICTIMS = "sailors.example", [f"victim{number}@town{number}.example" for number in range(12)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("sailors", SITE, ["admin"])
    server.php_file(SITE, "/register.php", days_old=500)
    server.history({"admin@sailors.example": "192.0.2.21"}, days=14)
    for ago in range(14, 0, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:40:00"), 13)):
            visitor = f"192.0.2.{30 + (number * 7 + ago) % 90}"
            then = server.visit(SITE, visitor, at, ("/index.php", "/register.php"))
            server.request(SITE, visitor, then, "/register.php", "POST")
            server.php_mail(SITE, "/register.php", then + 0.2, [f"member{ago}x{number}@town{number}.example"],
                            "Please confirm your registration", php_log=False)
    then = server.visit(SITE, "203.0.113.66", "10:00:00", ("/index.php", "/style.css", "/register.php"))
    for number in range(480):
        then += 20
        server.request(SITE, "203.0.113.66", then, "/register.php", "POST")
        server.php_mail(SITE, "/register.php", then + 0.2, [VICTIMS[number % 12]], "Please confirm your registration",
                        php_log=False, flood="bombs")
    server.expect("bombs", "form", url="sailors.example/register.php", block=["203.0.113.66"], counts=False)
    return server
