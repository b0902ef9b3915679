"""Six robots enter people of a good list at night, and load the page before each entry; by day listeners enter the contest, as
many through each address of their carrier. Who comes in hours when nobody else does is no crowd."""
import contest

ROBOTS = [f"192.0.2.{170 + number}" for number in range(6)]


def build(root):
    server, page = contest.radio(root, each=0)
    for number, at in enumerate(server.spread("02:00:00", "05:00:00", 84)):
        contest.enter(server, ROBOTS[number % 6], at, server.strangers(1)[0], "delivered", number, flood="robots")
    server.expect("robots", "form", system_user="radio", domain=contest.SITE, script=page, block=ROBOTS, counts=False)
    return server
