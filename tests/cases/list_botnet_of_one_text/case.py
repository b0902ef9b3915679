"""A botnet posts one text to an open list, from a new host and a new sender each time: the list is named."""
from server import Server

LIST = "walks@birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@town{number % 20}.example" for number in range(60)]
    server.mailman_list(LIST, "info@birdclub.example")
    for ago in range(12, -1, -1):
        server.list_post(LIST, members, "198.51.100.23", (ago, "09:30:00"), "member3@town3.example", f"[Walks] Sunday {ago}", "delivered")
    bots = [f"203.0.113.{31 + n}" for n in range(16)]
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 16)):
        server.list_post(LIST, members, bots[number], at, f"win{number}@lotto{number}.example", "Re: You have won",
                         ("delivered", "delivered", "greylisted", "spam"), flood="list")
    server.expect("list", "list", list=LIST, block=bots, counts=False)
    return server
