"""A club's chairman, who opens Roundcube every few days, invites all members this morning, of whom a tenth is gone. One login of
this morning is of one day, so that the days before tell of his home. Clean."""
from webmail_circular import BOX, HOME, invite, rowing_club, sit_at_webmail


def build(root):
    server = rowing_club(root)
    server.history({"info@rowing.example": "192.0.2.62"}, days=9)
    for ago in (9, 6):
        session = sit_at_webmail(server, (ago, "18:00:00"), 5)
        server.webmail_message(BOX, HOME, (ago, "18:03:00"), [f"member{ago}@town.example"], "Re: boats", session=session)
    invite(server, "07:00:00", 2, dead=10)
    return server
