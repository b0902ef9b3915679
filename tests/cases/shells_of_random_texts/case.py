"""As shells_in_many_folders, and no two letters have one subject: twenty-four folders that never mailed before mail on one
day, to strangers."""
from server import Server
from services import ROBOT

SITE, DRIVER = "bakery.example", "203.0.113.90"
WORDS = "parcel invoice account payment notice delivery order password refund mailbox storage tax".split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    shells = [f"/wp-{('content', 'includes', 'admin')[n % 3]}/{('themes', 'js', 'network')[n % 3]}/m{n}/{n * 7919 % 9973:x}.php"
              for n in range(24)]
    for shell in shells:
        server.php_file(SITE, shell, days_old=30)
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 240)):
        shell = shells[number % 24]
        server.request(SITE, DRIVER, at, shell, "POST", agent=ROBOT)
        subject = " ".join(server.random.choice(WORDS) for _ in range(3)) + f" {server.random.randrange(10**6)}"
        server.php_mail(SITE, shell, at + 0.3, server.strangers(1), subject, ("greylisted", "unknown", "delivered"),
                        sender="info@bakery.example", flood="shells")
    server.expect("shells", "script", system_user="bakery", domain=SITE, script=None, block=[DRIVER], counts=False)
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server
