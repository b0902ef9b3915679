"""The log holds no subjects. A hacked program of the system has eight letters wait that call themselves reports to domains, and sends six
hundred to as many domains that have no subject at all; a fifth does not exist, and a fifth calls it spam. What waits without a
subject is no report: named."""
from opendmarc import host_of_reports

FATES = ("delivered", "unknown", "greylisted", "spam", "delivered")


def build(root):
    server = host_of_reports(root, log="debian")
    server.account("dns", "ns.hosting.example", uid=121)
    for number in range(8):
        server.local_message("dns", server.moment("10:00:10") + number * 2, "dns@hosting.example", [f"dmarc@decoy{number}.example"],
                             f"Report Domain: decoy{number}.example", "greylisted", directory="/run/dns", flood="spam")
    for number in range(640):
        server.local_message("dns", server.moment("11:00:10") + number * 2, "dns@hosting.example", [f"info@firm{number}.example"], None,
                             FATES[number % 5], directory="/run/dns", flood="spam")
    server.expect("spam", "script", system_user="dns", counts=False)
    return server
