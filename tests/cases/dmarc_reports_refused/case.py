"""DMARC reports whose receivers do not know this server: one in twelve calls the report spam. They come from DNS, one to each domain,
not from a list. Clean; a thief beside them is named."""
from abuse import stolen_beside
from opendmarc import host_of_reports, send


def build(root):
    server = host_of_reports(root)
    for number in range(240):
        to = f"dmarc@sender{number}.example"
        send(server, number, to, f"{number}-{1763853610 + number}@hosting.example", {5: "spam", 7: "greylisted"}.get(number % 12, "delivered"))
    server.never_named("opendmarc")
    stolen_beside(server)
    return server
