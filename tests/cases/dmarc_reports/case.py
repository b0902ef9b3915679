"""Since last night the server sends DMARC reports, one to each of 220 domains that asked for it. A sixth of the addresses
does not exist: nobody reads them, and they come from DNS, not from a list. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.account("opendmarc", "dmarc.hosting.example", uid=119)
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number in range(220):
        domain = f"sender{number}.example"
        server.local_message("opendmarc", server.moment("02:00:10") + number * 0.9, "noreply-dmarc@hosting.example",
                             [f"dmarc@{domain}"], f"Report Domain: {domain} Submitter: hosting.example Report-ID: "
                             f"{domain}-{1763853610 + number}@hosting.example",
                             "unknown" if number % 6 == 1 else "delivered", directory="/run/opendmarc",
                             extra_headers=[("Auto-Submitted", "auto-generated")])
    server.never_named("opendmarc")
    return server
