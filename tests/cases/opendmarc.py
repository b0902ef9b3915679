"""A server that sends DMARC reports at night; a sixth of the addresses does not exist."""
from server import Server


def host_of_reports(root, log="cpanel"):
    server = Server(root, layout="debian", exim="4.96", log=log)
    server.account("harbor", "harbor.example", ["info"])
    server.account("opendmarc", "dmarc.hosting.example", uid=119)
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    return server


def send(server, number, to, report_id, outcome=None, **fields):
    domain = to.partition("@")[2]
    server.local_message("opendmarc", server.moment("02:00:10") + number * 0.9, "noreply-dmarc@hosting.example", [to],
                         f"Report Domain: {domain} Submitter: hosting.example Report-ID: {report_id}",
                         outcome or ("unknown" if number % 6 == 1 else "delivered"), directory="/run/opendmarc", **fields)
