"""nginx logs in a format of the administrator's own; a robot drives the hotel's old contact page. No line of the
web log can be read, so nobody can be blocked and nobody can tell the page from a program - but it is a year old and has
mailed every day: it is not sealed, and nobody says that no request came."""
from hotel_contact import PAGE, SITE, guests, robot
from server import Server


def request(server, address, at, target, method, agent):
    stamp = server.clock.wall(at).isoformat(timespec="seconds")
    server.log_file(server.layout.access_log("lakeside", SITE)).add(
        at, f"{stamp}|{address}|{SITE}|{method} {target} HTTP/2.0|200|5120|-|{agent}")


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("lakeside", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({"info@lakeside.example": "192.0.2.31"})
    guests(server, request)
    robot(server, request, "robot")
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
