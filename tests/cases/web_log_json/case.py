"""nginx logs in JSON (a log_format of its own); a robot drives the hotel's old contact page, which guests use as well. The
page is told from a program, the robot is blocked, and the guests' letters stay."""
from json_access import nginx
from server import Server
from services import BROWSER, ROBOT

SITE, PAGE = "lakeside.example", "/contact.php"


def letter(server, address, at, to, outcome, agent, **fields):
    log = server.layout.access_log("lakeside", SITE)
    if agent == BROWSER:
        for number, page in enumerate(("/", "/style.css", PAGE)):
            nginx(server, log, SITE, address, at - 20 + number, page)
    nginx(server, log, SITE, address, at, PAGE, "POST", agent)
    server.php_mail(SITE, PAGE, at + 0.2, [to], "Your message to Lakeside Hotel", outcome,
                    sender="lakeside@lakeside.example", **fields)
    server.php_mail(SITE, PAGE, at + 0.5, ["info@lakeside.example"], "Message from the website", "delivered",
                    sender="lakeside@lakeside.example", **fields)


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("lakeside", SITE, ["info"])
    path = server.php_file(SITE, PAGE, days_old=400)
    server.history({"info@lakeside.example": "192.0.2.31"})
    for ago in range(10, 0, -1):
        letter(server, f"192.0.2.{100 + ago}", server.moment((ago, "18:30:00")), f"guest{ago}@partner2.example",
               "delivered", BROWSER)
    letter(server, "192.0.2.150", server.moment("12:40:30"), "guest99@partner3.example", "greylisted", BROWSER, honest="robot")
    for at in server.spread("12:00:00", "14:00:00", 70):
        letter(server, "203.0.113.77", at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT,
               flood="robot")
    server.expect("robot", "form", system_user="lakeside", domain=SITE, script=path, counts=False, block=["203.0.113.77"],
                  spare_origins=["192.0.2.150"])
    return server
