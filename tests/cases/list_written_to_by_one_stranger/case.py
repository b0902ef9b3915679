"""A stranger in a member's name writes twelve times within an hour to a list that has a host name of its own below the club's
domain, as Mailman installs it; of the domain's settings only the club's own were copied. Nearly every member's server takes it."""
from server import Server

LIST = "news@lists.birdclub.example"


def build(root):
    server = Server(root, layout="debian", exim="4.98")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@{('isp', 'bigmail', 'freemail', 'work')[number % 4]}.example" for number in range(80)]
    for ago in range(12, -1, -1):
        server.list_post(LIST, members, "198.51.100.23", (ago, "09:30:00"), "member3@work.example", f"[News] Sunday {ago}", "delivered")
    for number, at in enumerate(server.spread("12:00:00", "13:00:00", 12)):
        server.list_post(LIST, members, "203.0.113.31", at, "member7@work.example", "[News] Crypto chance",
                         ("delivered",) * 8 + ("greylisted",), flood="list")
    server.expect("list", "list", list=LIST, block=["203.0.113.31"], spare_origins=["198.51.100.23"], counts=False)
    return server
