"""A robot presses the contact page of a customer called media. It is a page, and no program among pictures: the robot alone
is blocked, and the guests' letters stay."""
from named_media import ROBOTS, SITE, guests, media, press


def build(root):
    server = media(root)
    guests(server)
    for at in server.spread("12:00:00", "14:50:00", 70):
        press(server, "/contact.php", ROBOTS, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), flood="robot")
    server.expect("robot", "form", system_user="media", domain=SITE, block=[ROBOTS])
    return server
