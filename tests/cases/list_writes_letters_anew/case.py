"""A list that puts its name before each subject and gives each copy a Message-ID of its own: by the text alone the copies of a stranger's
twelve posts are told from those of the walk on Sunday, which wait for some members, and stay."""
from server import Server

LIST, POSTER = "walks@birdclub.example", "203.0.113.31"


def post(server, members, client, when, sender, subject, outcome, **fields):
    """Mailman is told of by the copies."""
    letter = server.remote_message(client, when, sender, LIST, subject, name=f"mx.{sender.partition('@')[2]}")
    for number, to in enumerate(members):
        server.remote_message("127.0.0.1", letter.at + 4 + number * 0.2, "walks-bounces@birdclub.example", to, f"[Walks] {subject}",
                              outcome[number % len(outcome)], name="localhost", extra_headers=[("List-Id", "<walks.birdclub.example>")], **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({"info@birdclub.example": "192.0.2.21"})
    server.mailman_list(LIST, "info@birdclub.example")
    members = [f"member{number}@town{number % 20}.example" for number in range(40)]
    for ago in range(12, -1, -1):
        post(server, members, "198.51.100.23", (ago, "09:30:00"), "member3@town3.example", f"Sunday, rain or shine {ago}",
             ("delivered",) * 9 + ("greylisted",), honest=None if ago else "list")
    for at in server.spread("12:00:00", "13:00:00", 12):
        post(server, members, POSTER, at, "member7@town7.example", "Crypto chance of the year", ("delivered", "delivered", "greylisted", "spam"),
             flood="list")
    server.expect("list", "list", list=LIST, block=[POSTER], spare_origins=["198.51.100.23"], counts=False)
    return server
