"""An uploaded shell gives sendmail a null sender, as Exim gives its bounces, and names for every second letter a message that it
would answer (-E): its letters are a program's all the same. Visitors' orders that the shop mails so too stay where they are, and
nobody minds that Exim answers for the owner, who is away."""
from server import Server
from services import ROBOT

SITE, PAGE, SHOP = "bakery.example", "/wp-content/uploads/2026/11/z.php", "/order.php"
DRIVERS = ["203.0.113.51", "203.0.113.52"]


def answered(server, number, at):
    """A letter to the owner, and what Exim's own vacation command writes back under his account."""
    writer, home = f"writer{number}@town{number % 20}.example", server.accounts["bakery"].home
    letter = server.remote_message(f"198.51.100.{20 + number % 20}", at, writer, f"shop@{SITE}", f"A cake for table {number}")
    server.local_message("bakery", at + 1, "", [writer], "On vacation", bounce_of=letter.id, directory=home,
                         arguments=("/usr/sbin/exim", "-t", "-oem", "-oi", "-f", "<>", f"-E{letter.id}"))
    return letter


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=8)
    server.php_file(SITE, SHOP)
    script = server.php_file(SITE, PAGE, days_old=1)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            visitor = f"192.0.2.{100 + ago * 9 + number}"
            at = server.visit(SITE, visitor, at, ("/", "/style.css", SHOP))
            server.request(SITE, visitor, at, SHOP, "POST")
            server.php_mail(SITE, SHOP, at + 0.3, [f"buyer{ago}x{number}@partner{number}.example"], f"Order {ago * 9 + number}",
                            "delivered" if ago or number % 2 else "greylisted", sender="",
                            **({} if ago else {"honest": "shell"}))
    letters = [answered(server, number, at) for number, at in enumerate(server.spread("08:00:00", "15:30:00", 40))]
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 150)):
        server.request(SITE, DRIVERS[number % 2], at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1), "You have won", ("greylisted", "unknown", "delivered"),
                        sender="", flood="shell", bounce_of=letters[number % 40].id if number % 2 else None)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, block=DRIVERS)
    server.never_named(f"shop@{SITE}")
    return server
