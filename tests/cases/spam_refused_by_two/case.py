"""As newsletter_refused_by_one, but two of the many providers refuse it, and some readers never existed: a bought
list, sent with the mailbox's own login from this server. Found."""
from server import Server

BOX = "shop@bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["shop"])
    server.history({BOX: "192.0.2.31"}, days=12)
    for number, at in enumerate(server.spread("10:00:00", "12:00:00", 500)):
        is_there = number % 8 == 0
        to = f"reader{number}@bigmail{number // 8 % 2}.example" if is_there else f"reader{number}@town{number % 40}.example"
        outcome = "rate_limited" if number % 16 == 0 else "spam" if is_there else "unknown" if number % 9 == 1 else "delivered"
        server.smtp_auth_message(BOX, "127.0.0.1", at, [to], "Autumn news", outcome, helo="bakery.example",
                                 mailer="plain", extra_headers=[("List-Unsubscribe", "<https://bakery.example/u>")],
                                 flood="list")
    server.expect("list", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1", "192.0.2.31"])
    return server
