"""The club asked its members to a feast, yesterday evening; 180 of them answer, from ninety hosts that never wrote to
this server. Clean."""
from server import Server

CLUB = "club@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "club"])
    server.history({"info@harbor.example": "192.0.2.21", CLUB: "192.0.2.22"}, days=8)
    server.ordinary_day(CLUB, "192.0.2.22")
    members = server.strangers(300, domains=90, name="member")
    for ago in (15, 8, 1):
        for part in range(6):
            server.smtp_auth_message(CLUB, "192.0.2.22", (ago, f"14:0{part}:00"), members[part * 50:part * 50 + 50],
                                     f"Club letter {ago}")
    for member, at in zip(members, server.spread("09:20:00", "15:50:00", 180)):
        domain = member.partition("@")[2]
        server.remote_message(f"198.51.100.{50 + int(domain[6:8])}", at, member, CLUB, "Re: Summer feast, please answer",
                              name=f"mx.{domain}")
    return server
