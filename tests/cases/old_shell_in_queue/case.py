"""An uploaded shell mailed four days ago, and half of its letters still wait in the queue. It is disabled for these: it
sent nothing since, and the plan does not say that it did."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/wp-content/uploads/2026/11/z.php"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=14)
    server.ordinary_day(f"shop@{SITE}", "192.0.2.41")
    script = server.php_file(SITE, PAGE, days_old=5)
    for at in server.spread((4, "10:00:00"), (4, "12:00:00"), 120):
        server.request(SITE, "203.0.113.51", at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1), "You have won", ("greylisted", "delivered"),
                        sender=f"shop@{SITE}", flood="shell")
    server.queue_since, server.reads_queue_every = server.moment((4, "09:00:00")), 14400
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, active=False, counts=False)
    return server


def check(document):
    incident = document["incidents"][0]
    wrong = [] if incident["messages"]["submitted"] == 0 else ["it counts letters of before the window"]
    reason = next((row["reason"] for row in incident["plan"] if row["action"] == "seal_script"), "no seal")
    wanted = f"{incident['messages']['queued']} messages it sent before are still in the queue"
    return wrong if reason == wanted else wrong + [f"it is disabled because: {reason}"]
