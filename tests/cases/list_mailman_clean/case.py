"""A Mailman list with sixty members, two posts a day as every day. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    members = [f"member{number}@town{number % 20}.example" for number in range(60)]
    server.mailman_list("walks@birdclub.example", "info@birdclub.example")
    for ago in range(12, -1, -1):
        for hour in ("09", "14"):
            server.list_post("walks@birdclub.example", members, f"198.51.100.{20 + int(hour)}", (ago, f"{hour}:30:00"),
                             "member3@town3.example", f"[Walks] Sunday {ago}", ("delivered",) * 9 + ("greylisted_first",))
    return server
