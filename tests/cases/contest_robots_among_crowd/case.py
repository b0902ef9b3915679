"""While listeners enter the contest, two robots enter a bought list, and load the page before each entry as a crowd behind one
address does: a fifth of their people do not exist. They are no crowd, and blocked."""
import contest

ROBOTS = ["192.0.2.177", "192.0.2.178"]


def build(root):
    server, page = contest.radio(root, each=5)
    for number, at in enumerate(server.spread("10:02:00", "12:50:00", 60)):
        contest.enter(server, ROBOTS[number % 2], at, server.strangers(1)[0],
                      ("delivered", "greylisted", "delivered", "unknown", "delivered")[number % 5], number, flood="robots")
    server.expect("robots", "form", system_user="radio", domain=contest.SITE, script=page, block=ROBOTS,
                  spare_origins=contest.CARRIER, counts=False)
    return server
