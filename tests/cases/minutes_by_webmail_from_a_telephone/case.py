"""A club's chairman, who opens Roundcube at home every few days, sends the minutes to thirty members in one letter, today by a
telephone's browser. The server stands on a blocklist, of which some of their servers ask. Clean."""
from webmail_circular import BOX, HOME, rowing_club, sit_at_webmail

TELEPHONE = "198.51.100.81"


def build(root):
    server = rowing_club(root)
    server.history({"info@rowing.example": "192.0.2.62"}, days=9)
    for ago in (9, 7, 5, 3):
        session = sit_at_webmail(server, (ago, "18:00:00"), 5)
        server.webmail_message(BOX, HOME, (ago, "18:03:00"), [f"member{ago}@town.example"], "Re: boats", session=session)
    session = sit_at_webmail(server, "11:00:00", 8, TELEPHONE)
    server.webmail_message(BOX, TELEPHONE, "11:05:00", server.strangers(30, domains=20, name="rower"), "Minutes of the meeting",
                           ("delivered", "delivered", "listed", "delivered", "greylisted", "listed", "delivered"), session=session)
    server.never_named(BOX, "rowing", HOME, TELEPHONE)
    return server
