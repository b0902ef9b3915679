"""nginx logs in a format of the administrator's own; a robot drives the hotel's old contact page. No line of the
web log can be read, so nobody can be blocked and nobody can tell the page from a program - but it is a year old and has
mailed every day: it is not sealed, and nobody says that no request came."""
from server import Server
from services import ROBOT, BROWSER

SITE, PAGE = "lakeside.example", "/contact.php"


def request(server, address, at, target, method="GET", agent=BROWSER):
    stamp = server.clock.wall(at).isoformat(timespec="seconds")
    server.log_file(server.layout.access_log("lakeside", SITE)).add(
        at, f"{stamp}|{address}|{SITE}|{method} {target} HTTP/2.0|200|5120|-|{agent}")


def letter(server, address, at, to, outcome, agent, **fields):
    for page in ("/", "/style.css", PAGE):
        if agent == BROWSER:
            request(server, address, at - 20, page)
    request(server, address, at, PAGE, "POST", agent)
    server.php_mail(SITE, PAGE, at + 0.2, [to], "Your message to Lakeside Hotel", outcome,
                    sender="lakeside@lakeside.example", **fields)
    server.php_mail(SITE, PAGE, at + 0.5, ["info@lakeside.example"], "Message from the website", "delivered",
                    sender="lakeside@lakeside.example", **fields)


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("lakeside", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({"info@lakeside.example": "192.0.2.31"})
    for ago in range(10, 0, -1):
        letter(server, f"192.0.2.{100 + ago}", server.moment((ago, "18:30:00")), f"guest{ago}@partner2.example",
               "delivered", BROWSER)
    for at in server.spread("12:00:00", "14:00:00", 70):
        letter(server, "203.0.113.77", at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT,
               flood="robot")
    server.expect("robot", "script", system_user="lakeside", domain=SITE,
                  script=server.script_path(SITE, PAGE), counts=False, block=[])
    return server


def check(document):
    wrong = []
    for incident in document["incidents"]:
        if any(row["action"] == "seal_script" for row in incident["plan"]):
            wrong.append("seals the customer's contact page")
        for row in incident["plan"]:
            if "no web request" in row["reason"]:
                wrong.append(f"{row['action']}: {row['reason']}: nobody knows, no line of the log could be read")
    return wrong
