"""A page that writes to whom a visitor names, two of whom use it a day; then two hundred addresses press it once each."""
from server import Server

ROBOTS = [f"203.0.113.{number + 1}" for number in range(200)]
VISITORS = ["198.51.100.1", "198.51.100.2"]


def forum(root, page, text, whom, looks=True, mailboxes=(), **fields):
    """`whom`: gives who gets the n-th letter of today. `looks`: visitors, whose pages this server's log has."""
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("forum", "forum.example", ["admin", *mailboxes])
    file = server.php_file("forum.example", page, 500)
    server.history({"admin@forum.example": "192.0.2.31"}, days=12)

    def press(address, at, to, outcome, **more):
        server.request("forum.example", address, at, page, "POST")
        server.php_mail("forum.example", page, at + 0.4, [to], text, outcome, php_log=False,
                        sender="wordpress@forum.example", **more)

    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "10:00:00"), (ago, "14:00:00"), 2)):
            visitor = f"198.51.100.{ago * 2 + number + 1}"
            at = server.visit("forum.example", visitor, at, ("/", "/style.css", page)) if looks else at
            press(visitor, at, f"member{ago}x{number}@partner{number}.example", "delivered" if ago else "greylisted",
                  honest=None if ago or "flood" not in fields else fields["flood"])
    for number, at in enumerate(server.spread("11:00:00", "15:00:00", 200)):
        press(ROBOTS[number], at, whom(number), "greylisted" if number % 4 == 1 and fields else "delivered", **fields)
    return server, file
