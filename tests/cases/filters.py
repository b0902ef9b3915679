"""Content filters: Exim hands every message to one and takes it back under a second id.

    amavis  by SMTP to 127.0.0.1:10024 and back to 127.0.0.1:10025; Exim's delivery line holds the answer
    spamc   through a pipe and Exim's own program: protocol spam-scanned, under the account "mail\""""
from copy import copy

ANSWER = "250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 OK id={}"


def second_of(server, first, through):
    """The message that comes back: the same letter, another client, another id."""
    second = copy(first)
    second.at = first.at + 0.8
    second.pid = server.exim.pid(second.at)
    second.id = server.exim.message_id(second.at, second.pid)
    second.done, second.tried, second.journal = set(), set(), list(first.journal)
    second.login, second.tls, second.queue = None, False, None
    if through == "amavis":
        second.client = server.client("127.0.0.1", "localhost", "localhost", to_port=10025)
        second.protocol, second.ident, second.uid = "esmtp", None, None
    else:
        second.client, second.protocol, second.ident, second.uid = None, "spam-scanned", "mail", 8
    # What has no Message-ID and comes from this server is given one at its first arrival.
    if not second.message_id_header and (not first.client or first.login):
        second.message_id_header = f"E{first.id}@{server.hostname}"
    return second


def hand_over(server, first, through):
    """Logs the first message from its arrival to its end; the second one."""
    second = second_of(server, first, through)
    server.exim.arrival(first)
    for number, to in enumerate(first.recipients):
        mark = "->" if number else "=>"
        words = (f'{to} R=amavis T=amavis H=127.0.0.1 [127.0.0.1] C="{ANSWER.format(second.id)}"'
                 if through == "amavis" else
                 f"{to.partition('@')[0]} <{to}> R=spamcheck_router T=spamcheck")
        server.exim.line(first.at + 1.1, first.pid + 1, f"{mark} {words}", first.id)
    server.exim.complete(first, first.at + 1.2)
    return second
