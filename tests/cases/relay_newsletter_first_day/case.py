"""A customer's own mail server, which settings let relay, sends its newsletter on the first day of the logs: nothing tells that it
always sent here. One reader in twenty-five has moved. Clean; beside it, in the same hour, an infected host of another customer."""
from server import Server

FACTORY, INFECTED = "198.51.100.9", "198.51.100.41"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="subject")
    server.account("harbor", "harbor.example", ["info"])
    for number, at in enumerate(server.spread("12:00:00", "12:10:00", 300)):
        server.remote_message(FACTORY, at, "news@factory.example", [f"client{number}@town{number % 70}.example"], "News of the factory",
                              ("delivered",) * 23 + ("greylisted", "unknown"), name="mail.factory.example")
    for at in server.spread("12:00:00", "12:50:00", 200):
        server.remote_message(INFECTED, at, "office@mill.example", server.strangers(1), "You have won",
                              ("delivered", "delivered", "unknown", "greylisted", "spam"), name="pc.mill.example", flood="flood")
    write = server.layout.write

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", "hostlist relay_from_hosts = 127.0.0.1 : 198.51.100.0/26\n")

    server.layout.write = write_with_relay_hosts
    server.expect("flood", "relay", account=None, script=None, block=[INFECTED])
    server.never_named(FACTORY, "factory.example")
    server.expect_note("a mailbox, host or person without a past sends a first newsletter so")
    return server
