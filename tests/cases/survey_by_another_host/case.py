"""A host elsewhere asks sixty customers for the owner how they liked it, by his login for the first time: all of them he
wrote to from his office in the weeks before. One has left his firm since. Clean."""
from customers import written_before
from server import Server

BOX, OFFICE, SURVEY = "info@harbor.example", "192.0.2.21", "198.51.100.199"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: OFFICE}, days=20)
    people = written_before(server, BOX, OFFICE, 60)
    fates = {17: "unknown", 55: "greylisted"}
    for number, at in enumerate(server.spread("14:00:00", "14:50:00", len(people))):
        server.smtp_auth_message(BOX, SURVEY, at, [people[number]], "How did you like it?",
                                 fates.get(number, "delivered"))
    server.never_named(BOX, "harbor", "harbor.example", SURVEY)
    return server
