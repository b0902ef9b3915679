"""A line in a site's index.php, which never mailed, has it write to a stranger whenever anybody looks at the site: each visitor one
letter, and none of them a robot. No form does so, for it waits until a button is pressed; nobody who looked is blocked."""
from server import Server

SITE = "bakery.example"
WORDS = "parcel account notice urgent secure transfer bonus winner document signature".split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.41"}, days=12)
    script = server.php_file(SITE, "/index.php", days_old=1)
    for ago in range(12, 0, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "20:00:00"), 20)):
            server.visit(SITE, f"198.51.100.{1 + (ago * 20 + number) % 140}", at, ("/", "/style.css"))
    for number, at in enumerate(server.spread("06:00:00", "15:45:00", 120)):
        server.request(SITE, f"203.0.113.{1 + number}", at, "/")
        server.request(SITE, f"203.0.113.{1 + number}", at + 1, "/style.css")
        subject = f"{' '.join(server.random.sample(WORDS, 2))} {server.random.randrange(1 << 24):x}"
        server.php_mail(SITE, "/index.php", at + 0.3, server.strangers(1, domains=60), subject,
                        ("greylisted", "unknown", "delivered", "delivered", "spam", "delivered", "delivered")[number % 7],
                        sender=f"info@{SITE}", php_log=False, flood="sight")
    server.expect("sight", "form", counts=False, system_user="bakery", domain=SITE, script=script, block=[])
    return server
