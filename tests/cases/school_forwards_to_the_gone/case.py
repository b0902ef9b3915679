"""A school's server hands on what strangers write to its former pupils, each to his mailbox elsewhere, of which a third is gone: each
day. Clean."""
from all_different import subject
from server import Server

SCHOOL = "198.51.100.40"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    server.account("mill", "mill.example", ["info"])
    server.history({"info@mill.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), 90)):
            server.remote_message(SCHOOL, at, f"writer{ago}x{number}@town{number % 60}.example", f"pupil{(ago * 31 + number) % 400}@mail{number % 40}.example",
                                  subject(server),
                                  ("delivered", "unknown", "delivered", "delivered", "unknown", "greylisted" if ago == 0 else "delivered")[number % 6],
                                  name="mx.school.example")
    write = server.layout.write

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", f"hostlist relay_from_hosts = 127.0.0.1 : {SCHOOL}\n")

    server.layout.write = write_with_relay_hosts
    server.never_named(SCHOOL, "mill")
    return server
