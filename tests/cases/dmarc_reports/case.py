"""Since last night the server sends DMARC reports, one to each of 220 domains that asked for it. A sixth of the addresses
does not exist: nobody reads them, and they come from DNS, not from a list. Clean."""
from opendmarc import host_of_reports, send


def build(root):
    server = host_of_reports(root)
    for number in range(220):
        domain = f"sender{number}.example"
        send(server, number, f"dmarc@{domain}", f"{domain}-{1763853610 + number}@hosting.example",
             extra_headers=[("Auto-Submitted", "auto-generated")])
    server.never_named("opendmarc")
    return server
