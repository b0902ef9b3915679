"""Two choirs ask their people to a concert, yesterday, in the same words: 150 answer to each, by twelve hosts of one provider for
each of the two towns. Beside them forty hosts throw one text of "Re: " at eight mailboxes here that wrote to as many: to five at most it would be
an answer."""
from server import Server

CHOIRS = {"info@choir.example": ("84.18.3", "bigmail"), "info@chapel.example": ("91.20.7", "townmail")}
PEOPLE = [f"box{number}@school.example" for number in range(8)]
STORM = [f"203.0.113.{number + 1}" for number in range(40)]


def ask(server, box, people):
    for part in range(0, len(people), 50):
        server.smtp_auth_message(box, "192.0.2.23", server.moment((1, "14:00:00")) + part, people[part:part + 50],
                                 "Concert in December", mailer="plain")


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=8)
    server.account("school", "school.example", [box.partition("@")[0] for box in PEOPLE])
    for box in PEOPLE:
        ask(server, box, server.strangers(60))
    for box, (network, provider) in CHOIRS.items():
        domain = box.partition("@")[2]
        server.account(domain.partition(".")[0], domain, ["info"])
        people = [f"person{number}@{provider}.example" for number in range(300)]
        ask(server, box, people)
        for number, at in enumerate(server.spread("09:20:00", "15:50:00", 150)):
            server.remote_message(f"{network}.{number % 12 + 9}", at, people[number], box, "Re: Concert in December",
                                  name=f"out{number % 12}.{provider}.example")
    for number, at in enumerate(server.spread("09:20:00", "15:50:00", 240)):
        server.remote_message(STORM[number % 40], at, f"bulk{number}@bulk{number % 40}.example", PEOPLE[number % 8], "Re: Your parcel waits")
    server.expect("storm", "inbound", block=STORM, counts=False)
    server.never_named("choir", "chapel", *(f"{network}.{host + 9}" for network, _ in CHOIRS.values() for host in range(12)))
    return server
