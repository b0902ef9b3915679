"""Strangers post to an open Mailman list: every post goes to its sixty members."""
from server import Server

LIST = "walks@birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@town{number % 20}.example" for number in range(60)]
    server.mailman_list(LIST, "info@birdclub.example")
    for ago in range(12, -1, -1):
        server.list_post(LIST, members, "198.51.100.23", (ago, "09:30:00"), "member3@town3.example",
                         f"[Walks] Sunday {ago}", ("delivered",) * 9 + ("greylisted" if ago == 0 else "delivered",),
                         honest="list")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 14)):
        server.list_post(LIST, members, ["203.0.113.31", "203.0.113.32"][number % 2], at, f"win{number}@lotto{number}.example",
                         f"[Walks] You have won {number}", ("delivered", "delivered", "greylisted", "spam"), flood="list")
    server.expect("list", "list", list=LIST, block=["203.0.113.31", "203.0.113.32"], spare_origins=["198.51.100.23"],
                  counts=False)
    return server
