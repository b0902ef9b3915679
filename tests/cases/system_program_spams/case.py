"""The same number of letters under the same subject as DMARC reports have, by the same account, but to several people of
each domain: a stolen list and no reports."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.account("opendmarc", "dmarc.hosting.example", uid=119)
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, to in enumerate(server.strangers(220)):
        domain = to.partition("@")[2]
        server.local_message("opendmarc", server.moment("02:00:10") + number * 0.9, "noreply-dmarc@hosting.example", [to],
                             f"Report Domain: {domain} Submitter: hosting.example Report-ID: {number}",
                             "unknown" if number % 6 == 1 else "delivered", directory="/run/opendmarc", flood="spam")
    server.expect("spam", "script", system_user="opendmarc", block=[])
    return server
