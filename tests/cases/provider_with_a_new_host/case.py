"""A great provider's hosts write for weeks; today one of its others, named as they are, brings 120 letters of 100 people
to 50 here, of which 14 are refused as spam. A real flooder beside. Only he is blocked."""
from server import Server

NEW, BAD = "198.51.100.66", "203.0.113.91"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    names = [f"clerk{n}" for n in range(50)]
    server.account("harbor", "harbor.example", names)
    server.history({"clerk0@harbor.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for n, at in enumerate(server.spread((ago, "00:05:00"), (ago, "15:50:00"), 90)):
            server.remote_message(f"198.51.100.{60 + n % 6}", at, f"p{n * 7 % 300}@bigmail.example", f"clerk{n % 50}@harbor.example",
                                  f"About {n * 37 % 991}", name=f"out-{n % 6}.bigmail.example")
    for n, at in enumerate(server.spread("00:05:00", "15:50:00", 134)):
        if n % 10 == 0:
            server.exim.rejected(server.moment(at), server.client(NEW, "out-6.bigmail.example", "out-6.bigmail.example"),
                                 f"x{n}@bigmail.example", "after DATA", "This message was classified as SPAM (score 9.1)")
        else:
            server.remote_message(NEW, at, f"p{n * 11 % 300}@bigmail.example", f"clerk{n % 50}@harbor.example",
                                  f"Concerning {n * 41 % 997}", name="out-6.bigmail.example")
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", 400)):
        server.remote_message(BAD, at, f"offer{number}@bulk.example", f"clerk{number % 50}@harbor.example", "Cheap watches today only", name="mail.bulk.example")
    server.expect("flood", "inbound", block=[BAD], spare_origins=[NEW], counts=False)
    return server
