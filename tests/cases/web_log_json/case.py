"""nginx logs in JSON (a log_format of its own); a robot drives the hotel's old contact page, which guests use as well. The
page is told from a program, the robot is blocked, and the guests' letters stay."""
from hotel_contact import PAGE, SITE, guests, letter, robot
from json_access import nginx
from server import Server
from services import BROWSER


def request(server, address, at, target, method, agent):
    nginx(server, server.layout.access_log("lakeside", SITE), SITE, address, at, target, method, agent)


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("lakeside", SITE, ["info"])
    path = server.php_file(SITE, PAGE, days_old=400)
    server.history({"info@lakeside.example": "192.0.2.31"})
    guests(server, request)
    letter(server, request, "192.0.2.150", server.moment("12:40:30"), "guest99@partner3.example", "greylisted", BROWSER, honest="robot")
    robot(server, request, "robot")
    server.expect("robot", "form", system_user="lakeside", domain=SITE, script=path, counts=False, block=["203.0.113.77"],
                  spare_origins=["192.0.2.150"])
    return server
