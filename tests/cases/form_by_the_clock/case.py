"""A robot presses a contact page in the same second of every minute. The customer's own job starts then as well, in the same
folder: the page is what is pressed, the robot is blocked, and the job goes on."""
from by_the_clock import SITE, bakery, minutes
from services import ROBOT

ROBOTS = "203.0.113.77"


def build(root):
    server = bakery(root)
    server.php_file(SITE, "/cron.php")
    command = f"php {server.script_path(SITE, '/cron.php')}"
    server.cron_job("bakery", "* * * * *", command)
    for ago in range(9, 0, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "18:30:00"), ("/", "/style.css", "/contact.php"))
        server.request(SITE, f"192.0.2.{100 + ago}", at, "/contact.php", "POST")
        server.php_mail(SITE, "/contact.php", at + 0.3, [f"guest{ago}@partner2.example"], "Your message to us", php_log=False,
                        sender=f"x@{SITE}", script_header=False)
    for at in minutes(server):
        server.cron_run("bakery", at, command)
        server.request(SITE, ROBOTS, at, "/contact.php", "POST", agent=ROBOT)
        server.php_mail(SITE, "/contact.php", at + 0.6, server.strangers(1), "Your message to us",
                        ("greylisted", "unknown", "delivered"), sender=f"x@{SITE}", php_log=False, script_header=False,
                        flood="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}/contact.php", block=[ROBOTS])
    return server
