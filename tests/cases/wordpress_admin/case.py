"""WordPress tells its administrator of every comment and log-in attempt: 250 letters today, all to one
address. Clean (of outgoing spam)."""
from server import Server
from services import ROBOT

SITE = "birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", SITE, ["info"])
    server.php_file(SITE, "/wp-comments-post.php")
    server.history({"info@birdclub.example": "192.0.2.21"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "15:30:00"), 250 if ago == 0 else 12)):
            server.request(SITE, f"203.0.113.{1 + number % 200}", at, "/wp-comments-post.php", "POST", agent=ROBOT)
            server.php_mail(SITE, "/wp-comments-post.php", at + 0.3, ["admin@bigmail.example"],
                            "[Bird Club] Please moderate: Autumn walk", ("delivered", "greylisted_first"),
                            sender="wordpress@birdclub.example")
    return server
