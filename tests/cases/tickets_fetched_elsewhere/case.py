"""A host elsewhere fetches a mailbox and posts each letter to the ticket system's page here, which answers its writer: six a day for as long as
the logs go back, and ninety on the day of an outage. Clean."""
from bigmail import town

SITE, PAGE, FETCHER = "mill.example", "/api/tickets.php", "203.0.113.5"


def build(root):
    server = town(root)
    server.php_file(SITE, PAGE, days_old=300)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 6 if ago else 90)):
            writer = server.strangers(1)[0]
            server.remote_message(f"203.0.114.{number % 40 + 1}", at - 5, writer, "shop@mill.example", f"Problem {number}")
            server.request(SITE, FETCHER, at, PAGE, "POST", agent="Tickets API Client v1.8")
            server.php_mail(SITE, PAGE, at + 0.3, [writer], f"[#{number}] We have your request", ("delivered",) * 11 + ("unknown",),
                            php_log=False, sender="shop@mill.example")
    server.never_named("mill", SITE, FETCHER)
    return server
