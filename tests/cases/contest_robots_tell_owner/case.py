"""The page tells the radio's mailbox of every entry, and while listeners enter, two robots bury sixteen strangers, five letters
each, loading the page each time as a crowd behind one address does. They are blocked; the carrier's addresses are not."""
import contest

ROBOTS = ["192.0.2.177", "192.0.2.178"]


def build(root):
    owner = f"studio@{contest.SITE}"
    server, page = contest.radio(root, each=5, owner=owner)
    for number, at in enumerate(server.spread("10:02:00", "12:50:00", 80)):
        contest.enter(server, ROBOTS[number % 2], at, f"victim{number % 16}@town{number % 16}.example", "delivered", number,
                      owner=owner, flood="robots")
    server.expect("robots", "form", system_user="radio", domain=contest.SITE, script=page, block=ROBOTS,
                  spare_origins=contest.CARRIER, counts=False)
    return server
