"""A phishing page among uploads mails what its visitors type to its keeper."""
from server import Server

SITE, PAGE = "bakery.example", "/wp-content/uploads/post/send.php"


def phishing_kit(root, with_pictures):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    server.page = server.php_file(SITE, PAGE, days_old=2)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 34)):
        victim = f"203.0.{number}.7"
        if with_pictures:
            server.visit(SITE, victim, at - 30, ("/wp-content/uploads/post/", "/wp-content/uploads/post/logo.png"))
        server.request(SITE, victim, at, PAGE, "POST")
        server.php_mail(SITE, PAGE, at + 0.3, ["results@dropmail.example"], f"Login {number} from {victim}",
                        sender="bakery@server.hosting.example", flood="kit")
    server.never_named("shop@bakery.example")
    return server
