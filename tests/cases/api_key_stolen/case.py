"""One of the keys by which companies' programs call a service was stolen: a stranger calls the same page. They call as ever."""
from report_service import LOGIN, SITE, CALLERS, report, service
from services import ROBOT

THIEVES = ["203.0.113.77", "192.0.2.188"]
OUTCOMES = ("delivered", "greylisted", "unknown", "delivered", "spam", "delivered")


def build(root):
    server = service(root)
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 240)):
        server.request(SITE, THIEVES[number % 2], at, "/api/v1/messages", "POST", agent=ROBOT)
        report(server, at, server.strangers(1, domains=60)[0], "Your parcel is held", OUTCOMES[number % 6], flood="thief")
    server.expect("thief", "mailbox", counts=False, account=LOGIN, block=THIEVES, spare_origins=CALLERS)
    return server
