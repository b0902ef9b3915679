"""A robot asks for a page that sends its visitors' invitations, by a link and in the same second of every minute, and the log tells no folder.
No job of the account runs then: the page is what is asked for, and the robot is blocked."""
from by_the_clock import SITE, bakery, minutes
from services import ROBOT

ROBOTS, PAGE = "203.0.113.77", "/invite.php"


def build(root):
    server = bakery(root, layout="hestia", log="debian")
    server.php_file(SITE, PAGE)

    def invite(address, at, to, outcome="delivered", agent="Mozilla/5.0", **fields):
        server.request(SITE, address, at, f"{PAGE}?to=friend", agent=agent)
        server.php_mail(SITE, PAGE, at + 0.4, [to], "Come with us", outcome, php_log=False, sender=f"x@{SITE}", script_header=False, **fields)

    for ago in range(9, -1, -1):
        for number in range(3):
            address = f"192.0.2.{100 + ago * 3 + number}"
            invite(address, server.visit(SITE, address, (ago, f"{10 + number}:30:20"), ("/", "/style.css")), f"guest{ago}x{number}@partner2.example")
    for number, at in enumerate(server.spread("08:00:00", "15:00:00", 80)):
        server.visit(SITE, f"198.51.100.{number + 20}", at)
    for at in minutes(server):
        invite(ROBOTS, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT, flood="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}{PAGE}", block=[ROBOTS], counts=False)
    return server
