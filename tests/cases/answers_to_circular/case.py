"""The club asked its members to a feast, yesterday evening; 180 of them answer, from ninety hosts that never wrote to
this server. The choir's 150 answer by twelve hosts of the one provider of its town. Beside them forty hosts throw one text at the school, which
wrote to as many parents yesterday: nobody answers without a word of what he answers to."""
from server import Server

CLUB, CHOIR, SCHOOL = "club@harbor.example", "info@choir.example", "info@school.example"
STORM = [f"203.0.113.{number + 1}" for number in range(40)]


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
    for box in CHOIR, SCHOOL:
        domain = box.partition("@")[2]
        server.account(domain.partition(".")[0], domain, ["info"])
        for part in range(6):
            to = [f"person{part * 50 + number}@{'bigmail' if box is CHOIR else f'town{number}'}.example" for number in range(50)]
            server.smtp_auth_message(box, "192.0.2.23", (1, f"14:0{part}:30"), to, "Concert in December", mailer="plain")
    for number, at in enumerate(server.spread("09:20:00", "15:50:00", 150)):
        host = number % 12
        server.remote_message(f"84.18.3.{host + 9}", at, f"person{number}@bigmail.example", CHOIR, "Re: Concert in December",
                              name=f"out{host}.bigmail.example")
        server.remote_message(STORM[number % 40], at + 5, f"bulk{number}@bulk{number % 40}.example", SCHOOL, "Your parcel waits")
    server.expect("storm", "inbound", block=STORM, counts=False)
    return server
