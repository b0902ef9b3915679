"""A university's machine: a teacher has a loop of mail(1) write to her students, a few of whom have left; a colleague's
key was stolen, and a program in his home writes to a bought list."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("chem", "chem.example", ["office"])
    server.person("vera")
    server.person("otto")
    server.history({"office@chem.example": "192.0.2.21"})
    for ago in range(9, 0, -1):
        for name in ("vera", "otto"):
            server.local_message(name, (ago, "10:10:00"), f"{name}@{server.hostname}", [f"dean@partner{ago % 3}.example"],
                                 f"Re: seminar {ago}", directory=f"/home/{name}")
    students = server.strangers(120, domains=3, name="student")
    for number, at in enumerate(server.spread("11:00:00", "11:04:00", 120)):
        server.local_message("vera", at, f"vera@{server.hostname}", [students[number]], "Exam moved to room 12",
                             "unknown" if number % 20 == 7 else "delivered", directory="/home/vera")
    for number, at in enumerate(server.spread("03:00:00", "04:30:00", 180)):
        server.local_message("otto", at, f"otto@{server.hostname}", server.strangers(1), "Your parcel is waiting",
                             ("delivered", "unknown", "delivered", "refused")[number % 4], directory="/home/otto", flood="key")
    server.expect("key", "script", system_user="otto")
    server.expect_note("dir:/home/vera: 120 messages to 120 recipients")
    server.expect_note("a mailbox, host or person without a past sends a first newsletter so")
    server.never_named("vera")
    return server
