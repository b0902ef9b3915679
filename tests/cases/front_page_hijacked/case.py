"""Twenty minutes after a site's index.php was changed, robots post to it and it mails; it never did before, and visitors look at it. An
update changes it as well, so it is told as a page that robots drive, and that its file is to be compared with its maker's version."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/index.php"
ROBOTS = ["203.0.113.51", "203.0.113.52"]
STAMP = "10:00:00"


def build(root):
    server = Server(root)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    started = server.moment(STAMP)
    server.php_file(SITE, PAGE, days_old=(server.now - started + 1200) / 86400)
    for ago in range(7, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 30)):
            server.visit(SITE, f"192.0.2.{60 + (number + ago * 5) % 190}", at, ("/", PAGE))
    for number, at in enumerate([started, *server.spread("10:05:00", "15:30:00", 90)]):
        server.request(SITE, ROBOTS[number % 2], at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1), "Your invoice is overdue", ("greylisted", "unknown", "delivered"),
                        sender=f"shop@{SITE}", php_log=False, flood="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}{PAGE}", block=ROBOTS)
    return server


def check(document):
    incident = document["incidents"][0]
    said = [row["text"] for row in incident["evidence"] if "was changed 20 minutes before its first mail" in row["text"]]
    advised = [row["reason"] for row in incident["plan"] if row["action"] == "advise" and "its maker's version" in row["reason"]]
    return ([] if said else ["nothing tells that the file was changed"]) + ([] if advised else ["nothing says to compare it"])
