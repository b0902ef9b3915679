"""A look-up gives a company's ten branches their right, each at another provider; the copy lacks it, and its logs show one day. Their list of
customers is old: a twelfth left, today by chance a ninth. Clean."""
from relay_rights import with_rights_by_lookup
from server import Server

BRANCHES = [f"{60 + number * 9}.{number * 13 + 4}.{number}.{number + 9}" for number in range(10)]


def build(root):
    server = with_rights_by_lookup(Server(root, layout="rhel", exim="4.96"))
    server.account("harbor", "harbor.example", ["info"])
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("07:00:00", "15:50:00", 110)):
        server.remote_message(BRANCHES[number % 10], at, f"staff{number % 7}@factory.example", f"client{number}@town{number % 30}.example",
                              f"Quote {number * 50}", "unknown" if number % 9 == 3 else "greylisted" if number % 20 == 8 else "delivered", helo="mail.factory.example")
    server.never_named(*BRANCHES)
    return server
