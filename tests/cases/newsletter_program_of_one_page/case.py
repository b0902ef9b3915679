"""A club's newsletter program is one index.php, whatever its owner does by it, and he never looks at another page of the site. From home he writes the first
letter in a dozen steps, then has it sent five at a time. Clean. Who stole another club's password does the same with a bought list: found."""
from server import Server

PAGE, HOME, THIEF = "/lists/admin/index.php", "84.61.9.20", "203.0.113.66"
STEPS = ("login", "home", "send&new=1", *(f"send&id=3&tab={tab}" for tab in ("Content", "Format", "Scheduling", "Lists", "Finish")), "messages",
         "list", "members", "messages&tab=draft")


def mailing(server, site, address, outcomes, **fields):
    at = server.moment("10:00:00")
    for step in STEPS:
        server.request(site, address, at, f"{PAGE}?page={step}")
        at += 20
    for turn in range(30):
        server.request(site, address, at, f"{PAGE}?page=processqueue&turn={turn}", "POST")
        for letter in range(5):
            server.php_mail(site, PAGE, at + 0.3 * (letter + 1), server.strangers(1, domains=40, name="member"), "Our winter walk", outcomes,
                            php_log=False, sender=f"info@{site}", **fields)
        at += 30


def build(root):
    server = Server(root)
    for name, desk in ("club", "192.0.2.41"), ("choir", "192.0.2.42"):
        server.account(name, f"{name}.example", ["info"])
        server.history({f"info@{name}.example": desk}, days=10)
    server.php_file("club.example", PAGE, days_old=500)
    script = server.php_file("choir.example", PAGE, days_old=500)
    mailing(server, "club.example", HOME, ("delivered",) * 24 + ("greylisted", "unknown"))
    mailing(server, "choir.example", THIEF, ("delivered", "unknown", "delivered", "spam", "greylisted"), flood="thief")
    server.expect("thief", "script", system_user="choir", domain="choir.example", script=script, block=[THIEF])
    server.never_named("club", "club.example", HOME)
    return server
