"""The same on a server whose log holds no subjects: those that wait in the queue tell what they are. A program of the system that
writes to as many domains, one letter each, of which those that wait are no reports, is named."""
from opendmarc import host_of_reports, send


def build(root):
    server = host_of_reports(root, log="debian")
    for number in range(240):
        to = f"dmarc@sender{number}.example"
        send(server, number, to, f"{number}-{1763853610 + number}@hosting.example", {5: "spam", 7: "greylisted"}.get(number % 12, "delivered"))
    server.account("dns", "ns.hosting.example", uid=121)
    for number in range(240):
        server.local_message("dns", server.moment("11:00:10") + number * 2, f"billing{number}@bank.example", [f"info@firm{number}.example"],
                             "Your account", ("delivered", "unknown", "greylisted", "spam", "delivered")[number % 5], directory="/run/dns",
                             flood="spam")
    server.expect("spam", "script", system_user="dns", counts=False)
    server.never_named("opendmarc")
    return server
