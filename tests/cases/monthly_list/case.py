"""A society's list: the secretary posts once a month, by her provider's host; 300 copies, one in twelve members is gone."""
from abuse import stolen_beside
from server import Server

LIST = "news@society.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("society", "society.example", ["secretary"])
    server.history({"secretary@society.example": "192.0.2.21"}, days=12)
    stolen_beside(server)
    at = server.moment("10:00:00")
    server.remote_message("198.51.100.77", at, "secretary@bigmail.example", LIST, "Meeting in December", name="mx.bigmail.example")
    for number, to in enumerate(server.strangers(300, domains=60)):
        server.remote_message("127.0.0.1", at + 3 + number * 0.3, f"news-bounces+{to.replace('@', '=')}@society.example", to,
                              "[News] Meeting in December", "unknown" if number % 12 == 3 else "delivered", name="localhost",
                              extra_headers=[("List-Id", "<news.society.example>")])
    server.never_named("society", "society.example", LIST)
    server.expect_note("this may be honest: it was always there")
    return server
