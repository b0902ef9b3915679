"""Newsletters and circulars with many dead addresses, and who writes so beside them."""

PAPER, NEWS, DESK = "gazette.example", "news@gazette.example", "192.0.2.41"
LEAVE = [("List-Unsubscribe", "<https://gazette.example/leave/7f3a>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]


def town(server, days, reads_news=False):
    """A newspaper, whose desk reads at one place, and a mill."""
    server.account("gazette", PAPER, ["news", "desk"])
    server.account("mill", "mill.example", ["info", "anna"])
    boxes = {f"desk@{PAPER}": DESK, "info@mill.example": "192.0.2.55"}
    if reads_news:
        boxes[NEWS] = DESK
    server.history(boxes, days=days)
    for box, address in boxes.items():
        server.ordinary_day(box, address)
    return server


def smarthost(server):
    """All mail for elsewhere goes through one host of the provider."""
    server.layout.remote = ("smarthost", "remote_smtp_smarthost")
    items = server.exim.remote_items
    server.exim.remote_items = lambda domain, confirmation=None: items("isp.example", confirmation)


def readers(count, name="reader"):
    return [f"{name}{n}@domain{n * 7 % 60:02d}.example" for n in range(count)]


def outcome(number, dead_every, waits):
    if number % dead_every == 3:
        return "unknown"
    return "greylisted" if waits and number % 40 == 5 else "delivered"


def newsletter(server, start, client, people, dead_every, *, box=NEWS, login=True, subject="The Gazette of this week",
               headers=LEAVE, waits=True, **fields):
    """One letter each, two a second, by a program that logs in, or may send by its address."""
    at = server.moment(start)
    for number, to in enumerate(people):
        how = outcome(number, dead_every, waits)
        if login:
            server.smtp_auth_message(box, client, at, [to], subject, how, helo="listmonk", tls=False, mailer="plain",
                                     extra_headers=headers, **fields)
        else:
            server.remote_message(client, at, box, [to], subject, how, helo="listmonk", extra_headers=headers, **fields)
        at += 0.5


def circular(server, start, box, client, people, dead_every, letters, subject, **fields):
    """To hundreds in Bcc."""
    each = len(people) // letters
    for letter in range(letters):
        some = people[letter * each:letter * each + each]
        server.smtp_auth_message(box, client, server.moment(start) + letter * 60, some, subject,
                                 {to: outcome(n, dead_every, True) for n, to in enumerate(some)}, **fields)
