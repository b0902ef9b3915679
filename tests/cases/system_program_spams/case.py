"""The same number of letters under the same subject as DMARC reports have, by the same account, but to several people of
each domain: a stolen list and no reports."""
from opendmarc import host_of_reports, send


def build(root):
    server = host_of_reports(root)
    for number, to in enumerate(server.strangers(220)):
        send(server, number, to, number, flood="spam")
    server.expect("spam", "script", system_user="opendmarc", block=[])
    return server
