"""Eight hosts that never wrote here before post one text twenty times, under names of the list's members: as members would in a thread,
so that nobody is blocked; but who posted is told. The walk of Sunday waits for some members, and stays."""
from server import Server

LIST = "walks@birdclub.example"
HOSTS = [f"203.0.113.{31 + n}" for n in range(8)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@town{number % 20}.example" for number in range(60)]
    server.mailman_list(LIST, "info@birdclub.example")
    for ago in range(12, -1, -1):
        server.list_post(LIST, members, "198.51.100.23", (ago, "09:30:00"), "member3@town3.example", f"[Walks] Sunday {ago}",
                         ("delivered", "greylisted"))
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 20)):
        server.list_post(LIST, members, HOSTS[number % 8], at, members[number * 7 % 60], "Re: You have won",
                         ("delivered", "delivered", "greylisted", "spam"), flood="list")
    server.expect("list", "list", list=LIST, block=[], spare_origins=HOSTS)
    return server


def check(document):
    origins = document["incidents"][0]["origins"]
    told = {origin["address"]: origin["events"] for origin in origins if origin["via"] == "smtp" and origin["address"] in HOSTS}
    wrong = [] if told == {host: 3 if host in HOSTS[:4] else 2 for host in HOSTS} else [f"told as posting: {told}"]
    return wrong + [f"{origin['address']}: no reason" for origin in origins if not origin["not_blocked_because"]]
