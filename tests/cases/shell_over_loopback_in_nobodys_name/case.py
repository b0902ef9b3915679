"""A file among a site's uploads speaks SMTP to localhost, and says MAIL FROM:<>, as a host does that hands on a bounce. Beside
it the mail store answers for those who are away in the same way: to people who wrote to them, of whom some do not exist."""
from server import Server
from services import ROBOT

SITE, PAGE, BOX = "bakery.example", "/wp-content/uploads/2026/11/z.php", "shop@bakery.example"
DRIVERS = ["203.0.113.51", "203.0.113.52"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({BOX: "192.0.2.41"}, days=8)
    script = server.php_file(SITE, PAGE, days_old=1, text="<?php fsockopen('localhost', 25);\n")
    for number, at in enumerate(server.spread("08:00:00", "12:30:00", 60)):
        writer = f"writer{number}@town{number % 20}.example"
        server.remote_message(f"198.51.100.{20 + number % 20}", at, writer, BOX, f"About the cake of table {number}")
        server.remote_message("127.0.0.1", at + 1, "", writer, f"Auto: About the cake of table {number}",
                              ("delivered", "greylisted", "unknown", "delivered"))
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 150)):
        server.request(SITE, DRIVERS[number % 2], at, PAGE, "POST", agent=ROBOT)
        server.remote_message("127.0.0.1", at + 0.3, "", server.strangers(1)[0], "You have won",
                              ("greylisted", "unknown", "delivered"), flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, block=DRIVERS,
                  spare_origins=["127.0.0.1"])
    server.never_named(BOX)
    return server
