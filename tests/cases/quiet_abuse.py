"""Who abuses a random town without noise, or by ways that few take. What no log can tell from an honest life is no guilt that must
be found (Deed.may): nobody else may be named for it."""
from random_abuse import moments, outcome_of, texts
from random_town import Deed, WORLD


def reader_with_forward(town):
    """A thief reads a mailbox, and has all that comes in sent on to himself; he sends nothing."""
    domain, server, chance = town.customer(), town.server, town.chance
    box, thief = f"info@{domain}", town.thief()
    for at in server.spread((2, "22:00:00"), "15:00:00", chance.choice((4, 60))):
        server.login(box, thief, at)
    for number, at in enumerate(server.spread((1, "08:00:00"), "15:30:00", 40)):
        server.forwarded_message(town.visitor(), at, f"sender{number}@partner{number % 12}.example", box, "collector77@greatmail.example",
                                 f"Letter {number}")
    town.guilty.append(Deed("reader", "mailbox", {"account": box}, [thief], f"reader of {box}", may=True))


def five_a_day(town):
    """A thief sends five letters a day, for weeks, beside the owner."""
    domain, server, chance = town.customer(), town.server, town.chance
    box, thief, subject = f"info@{domain}", town.thief(), texts(town)
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:30:00"), 5)):
            server.smtp_auth_message(box, thief, at, server.strangers(1, domains=60), subject(),
                                     chance.choice(("unknown", "delivered", "delivered", "greylisted" if ago == 0 else "delivered")), helo="x", flood="five")
    town.guilty.append(Deed("five", "mailbox", {"account": box}, [thief], f"five a day of {box}", may=True))


def stolen_cpanel_webmail(town):
    """A thief writes by cPanel's webmail; the owner at home uses a mail program."""
    if town.server.layout.name != "cpanel":
        return
    domain, server, chance = town.customer(), town.server, town.chance
    box, thief, each = f"info@{domain}", town.thief(), chance.choice((1, 10, 40))
    times, long = moments(town, max(12, 150 // each))
    subject, outcome = texts(town), outcome_of(town)
    token = server.cpanel_webmail_session(box, thief, times[0] - 60)
    for at in times:
        server.cpanel_request(box, server.seen(thief, at), at - 1, f"/cpsess{token}/3rdparty/roundcube/?_task=mail&_action=send", "POST")
        to = server.strangers(each, domains=60)
        server.smtp_auth_message(box, "127.0.0.1", at, to, subject(), {whom: outcome() for whom in to}, helo=server.hostname, mailer="plain",
                                 tls=False, lip="127.0.0.1", extra_headers=[("User-Agent", "Roundcube Webmail/1.6.9")], flood="webmail")
    town.guilty.append(Deed("webmail", "mailbox", {"account": box}, [thief], f"cPanel webmail {box} {len(times)} x {each} {long}"))


def two_hundred_hosts(town):
    """One letter each from two hundred addresses, to one person each, spread over the night and day."""
    domain, server = town.customer(), town.server
    box, subject, outcome = f"info@{domain}", texts(town), outcome_of(town)
    hosts = [town.address(WORLD) for _ in range(200)]
    for host, at in zip(hosts, server.spread((1, "18:00:00"), "15:30:00", 200)):
        server.smtp_auth_message(box, host, at, server.strangers(1, domains=60), subject(), outcome(), helo="x", flood="hosts")
    town.guilty.append(Deed("hosts", "mailbox", {"account": box}, hosts, f"two hundred hosts {box}"))


def snowshoe(town):
    """Forty hosts of one network, each under a domain of its own, write a few letters each to the mailboxes here."""
    server, boxes, chance = town.server, sorted(town.boxes), town.chance
    network, subject = f"{chance.choice(WORLD)}.{chance.randrange(2, 250)}.{chance.randrange(2, 250)}", texts(town)
    hosts = [f"{network}.{10 + n}" for n in range(40)]
    for number, at in enumerate(server.spread("03:00:00", "15:30:00", 320)):
        n = number % 40
        server.remote_message(hosts[n], at, f"news@offers{n}.example", boxes[number % len(boxes)], subject(), name=f"mail.offers{n}.example")
    town.guilty.append(Deed("snowshoe", "inbound", {}, hosts, f"snowshoe {network} 320", may=True))


def forgotten_list(town):
    """Strangers found a list that nobody has written to in the days of the logs; only cPanel's Mailman is known to the stage."""
    if town.server.layout.name != "cpanel":
        return
    server, domain, posters = town.server, town.customer(), town.thieves(town.chance.choice((1, 4)))
    name, members = f"choir@{domain}", [f"member{n}@place{n % 20}.example" for n in range(80)]
    server.mailman_list(name, f"info@{domain}")
    times, long = moments(town, 20)
    subject = texts(town)
    for number, at in enumerate(times):
        server.list_post(name, members, posters[number % len(posters)], at, f"win{number}@lotto{number}.example", f"[Choir] {subject()}",
                         ("delivered", "delivered", "unknown", "spam", "greylisted"), flood="list")
    town.guilty.append(Deed("list", "list", {"list": name}, posters, f"forgotten list {name} 20 x 80 by {len(posters)} {long}"))


def spam_for_an_autoresponder(town):
    """Spam floods a mailbox whose owner is on holiday: whoever it names as its sender is answered."""
    domain, server, chance = town.customer(), town.server, town.chance
    box, name, home = f"info@{domain}", domain.partition(".")[0], server.account_of(domain).home
    hosts, subject = town.thieves(chance.choice((5, 40))), texts(town)
    for number, at in enumerate(server.spread("04:00:00", "15:30:00", chance.choice((120, 400)))):
        sender = f"name{number}@town{number % 70}.example"
        server.remote_message(hosts[number % len(hosts)], at, sender, box, subject(), name=f"mx{number % len(hosts)}.bulk.example")
        server.local_message(name, at + 2, box, [sender], "Autoreply: back on Monday", chance.choice(("unknown", "unknown", "delivered", "spam", "greylisted")),
                             directory=home, arguments=("/usr/sbin/sendmail", "-f", box, "-t", "-oi"), extra_headers=[("Auto-Submitted", "auto-replied")])
    town.guilty.append(Deed("answered", "inbound", {}, hosts, f"spam for {box} by {len(hosts)}", may=True))


QUIET = {deed.__name__: deed for deed in (
    reader_with_forward, five_a_day, stolen_cpanel_webmail, two_hundred_hosts, snowshoe, forgotten_list, spam_for_an_autoresponder)}
