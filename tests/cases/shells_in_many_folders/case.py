"""Twenty-four shells in as many folders of one site, ten letters each: none of them sends more than a busy page would. They
are one incident of the account, and who asks for them all is blocked; the site's contact page goes on."""
from server import Server
from services import ROBOT

SITE, DRIVERS = "bakery.example", ("203.0.113.90", "203.0.113.91")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    shells = [f"/wp-{('content', 'includes', 'admin')[n % 3]}/{('themes', 'js', 'network')[n % 3]}/m{n}/{n * 7919 % 9973:x}.php"
              for n in range(24)]
    for shell in shells:
        server.php_file(SITE, shell, days_old=30)
    server.php_file(SITE, "/contact.php")
    for ago in range(8, -1, -1):
        fields = {} if ago else {"honest": "shells"}
        server.write_by_page(SITE, "/contact.php", f"192.0.2.{150 + ago}", (ago, "12:10:00"), f"guest{ago}@partner1.example",
                             "delivered" if ago else "greylisted", **fields)
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 240)):
        shell = shells[number % 24]
        server.request(SITE, DRIVERS[number % 2], at, shell, "POST", agent=ROBOT)
        server.php_mail(SITE, shell, at + 0.3, server.strangers(1), "Your parcel is waiting", ("greylisted", "unknown", "delivered"),
                        sender="info@bakery.example", flood="shells")
    server.expect("shells", "script", system_user="bakery", domain=SITE, script=None, block=DRIVERS,
                  spare_origins=["192.0.2.150"])
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server


def check(document):
    incident = document["incidents"][0]
    told = [row["text"] for row in incident["evidence"] if row["signal"] == "scattered_programs"]
    wrong = [] if told and "/m23/" in told[0] and "contact.php" not in told[0] else [f"told: {told}"]
    return wrong + [f"sealed: {row['target']}" for row in incident["plan"] if row["action"] == "seal_script"]
