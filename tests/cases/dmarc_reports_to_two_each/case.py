"""DMARC reports to 110 domains, each of which names two addresses (rua=mailto:…,mailto:…): each address gets its own, and a sixth does not
exist. Clean."""
from opendmarc import host_of_reports, send


def build(root):
    server = host_of_reports(root)
    for number in range(220):
        domain = f"sender{number // 2}.example"
        send(server, number, f"{('dmarc', 'rua')[number % 2]}@{domain}", f"{domain}-{1763853610 + number // 2}@hosting.example",
             extra_headers=[("Auto-Submitted", "auto-generated")])
    server.never_named("opendmarc")
    return server
