"""A site's circular to 300 readers brings 130 vacation replies in one hour, all of one text. Clean."""
from server import Server

SITE = "choir.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("choir", SITE, ["info"])
    server.php_file(SITE, "/send.php")
    server.history({"info@choir.example": "192.0.2.22"}, days=8)
    readers = server.strangers(300, domains=90, name="member")
    for ago in (14, 7, 0):
        server.cron_run("choir", (ago, "09:00:00"), "php /home/choir/public_html/send.php")
        for number, reader in enumerate(readers):
            server.local_message("choir", server.moment((ago, "09:00:01")) + number, "info@choir.example", [reader],
                                 "Rundbrief", directory="/home/choir/public_html")
    for reader, at in zip(readers, server.spread("09:06:00", "09:50:00", 130)):
        domain = reader.partition("@")[2]
        server.remote_message(f"198.51.100.{50 + int(domain[6:8])}", at, reader, "info@choir.example",
                              "Abwesenheitsnotiz", name=f"mx.{domain}")
    return server
