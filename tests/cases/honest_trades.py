"""More of what honest customers of a random town do, each written from the life. Nobody of them may be named, blocked or lose a letter."""
from honest_lives import TODAY_END, grown
from random_town import PROVIDERS


def reads_and_writes(town, box, place, start, end, letters, text, **fields):
    """Somebody sits there: he reads a little more often than he writes."""
    server, today = town.server, not isinstance(start, tuple) or start[0] == 0
    for at in server.spread(start, end, letters + 2):
        server.login(box, place, at)
    for number, at in enumerate(server.spread(start, end, letters)):
        server.smtp_auth_message(box, place, at, [f"guest{town.chance.randrange(900)}@partner{number % 7}.example"],
                                 f"{text} {town.chance.randrange(9000)}", "greylisted" if today and number % 4 == 3 else "delivered", **fields)


def travel_agency(town):
    """Its staff writes from the office, from trains and from hotels, on every day from others."""
    domain = town.customer(("info", "eva", "tom"))
    carrier = f"{town.chance.choice(PROVIDERS)}.{town.chance.randrange(200, 250)}"
    for ago in range(town.days, -1, -1):
        for name in ("eva", "tom"):
            box = f"{name}@{domain}"
            train = f"{carrier}.{town.chance.randrange(250)}.{town.chance.randrange(2, 250)}"
            reads_and_writes(town, box, town.boxes[f"info@{domain}"], (ago, "07:30:00"), (ago, "09:30:00"), 3, "Your tour")
            reads_and_writes(town, box, train, (ago, "10:00:00"), (ago, "11:40:00"), town.chance.randrange(2, 7), "Your seat")
            if ago % 2 == 0:
                reads_and_writes(town, box, town.home(), (ago, "12:30:00"), (ago, "15:40:00"), town.chance.randrange(2, 9), "Your room")


def parents_evening(town):
    """A teacher writes to all parents last night, from where she lives, and reads there in the evenings."""
    domain = town.customer(("info", "keller"))
    box, home = f"keller@{domain}", town.home()
    for ago in range(town.days, 0, -1):
        reads_and_writes(town, box, town.boxes[f"info@{domain}"], (ago, "08:00:00"), (ago, "13:00:00"), 2, "Class 4b")
        if ago % 2 == 0:
            reads_and_writes(town, box, home, (ago, "19:00:00"), (ago, "21:30:00"), 1, "Class 4b")
    parents = town.server.strangers(town.chance.choice((28, 60)), domains=12, name="parent")
    at, each = town.server.moment((1, "22:10:00")), town.chance.choice((1, 30))
    town.server.login(box, home, at - 300)
    for start in range(0, len(parents), each):
        some = parents[start:start + each]
        town.server.smtp_auth_message(box, home, at, some, "Evening for parents on Thursday",
                                      {to: "unknown" if (start + n) % 15 == 4 else "delivered" for n, to in enumerate(some)})
        at += 40 if each == 1 else 200


def appointment_reminders(town):
    """The practice's program reminds of tomorrow's appointments each afternoon, from the office; after holidays of many."""
    domain = town.customer(("info", "reminder"))
    new, usual = town.chance.random() < 0.3, town.chance.choice((15, 40))
    for ago in range(0 if new else town.days, -1, -1):
        if (town.days - ago) % 7 in (5, 6) and ago:
            continue
        at = town.server.moment((ago, "14:30:00"))
        for number in range(usual * (town.chance.choice((1, 2)) if ago == 0 else 1)):
            town.server.smtp_auth_message(f"reminder@{domain}", town.boxes[f"info@{domain}"], at, [f"patient{(ago * 13 + number) % 700}@home{number % 25}.example"],
                                          f"Your appointment on 24 November at {8 + number % 9}:{number * 15 % 60:02d}",
                                          "unknown" if number % 35 == 8 else "greylisted" if ago == 0 and number % 11 == 2 else "delivered",
                                          helo="practice-server", mailer="plain")
            at += 1.5


def shop_moves_away(town):
    """Its new host elsewhere logs in to the old mailbox since a few days and sends the orders that pages here sent before."""
    domain = town.customer(("orders",))
    town.server.php_file(domain, "/index.php", days_old=300)
    host, since, usual = town.host(), town.chance.choice((2, 5)), town.chance.choice((8, 30))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "06:00:00"), (ago, TODAY_END), usual)):
            buyer, text = f"buyer{ago}x{number}@town{number % 30}.example", f"Your order {9000 - ago * 100 + number}"
            outcome = "unknown" if number % 40 == 9 else "greylisted" if ago == 0 and number % 15 == 2 else "delivered"
            if ago > since:
                town.server.request(domain, town.visitor(), at, "/index.php?route=checkout", "POST")
                town.server.php_mail(domain, "/index.php", at + 0.3, [buyer], text, outcome, sender=f"orders@{domain}")
            else:
                town.server.smtp_auth_message(f"orders@{domain}", host, at, [buyer], text, outcome, helo="web7.newhost.example", mailer="plain")


def forwarder_to_slow_provider(town):
    """All mail of a mailbox goes on to a great provider, which puts off whatever comes, for hours."""
    domain = town.customer(("owner", "team"))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "00:30:00"), (ago, TODAY_END), town.chance.choice((20, 60)))):
            outcome = "rate_limited" if ago == 0 and number % 3 else "spam" if number % 8 == 3 else "delivered"
            town.server.forwarded_message(town.visitor(), at, f"sender{number}@partner{number % 12}.example", f"owner@{domain}",
                                          "owner@greatmail.example", f"Letter {ago * 60 + number}", outcome)


def phone_with_old_password(town):
    """For days a telephone on its carrier's changing addresses tries the password of before; at the office the new one is in use."""
    domain = town.customer()
    box, carrier = f"info@{domain}", f"{town.chance.choice(PROVIDERS)}.{town.chance.randrange(200, 250)}"
    changed = town.chance.choice((1, 3))
    for ago in range(town.days, -1, -1):
        place = f"{carrier}.{town.chance.randrange(250)}.{town.chance.randrange(2, 250)}"
        for at in town.server.spread((ago, "06:30:00"), (ago, TODAY_END), 6 if ago > changed else 80):
            if ago > changed:
                town.server.login(box, place, at)
            else:
                town.server.failed_login(box, place, at)


def invoice_run(town):
    """Once a month a merge tool of the office's mail program writes an invoice each to all clients."""
    domain = town.customer(("info", "billing"))
    at = grown(town)
    for number in range(town.chance.choice((80, 200, 350))):
        town.server.smtp_auth_message(f"billing@{domain}", town.boxes[f"info@{domain}"], at, [f"client{number}@firm{number % 60}.example"],
                                      f"Invoice 2026-{1100 + number} of November", "unknown" if number % 22 == 6 else "greylisted" if number % 25 == 3
                                      else "over_quota" if number % 90 == 8 else "delivered")
        at += 2.5


def ticket_system_here(town):
    """A job fetches the letters of a mailbox each five minutes and answers each with its number; today many write, spammers too."""
    domain = town.customer(("info", "support"))
    name, home = domain.partition(".")[0], town.server.account_of(domain).home
    folder, many = f"{home}/osticket/api", town.chance.choice((20, 120))
    town.server.file(f"{folder}/cron.php", "<?php\n", days_old=400)
    command = f"/usr/bin/php {folder}/cron.php"
    town.server.cron_job(name, "*/5 * * * *", command)
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "01:00:00"), (ago, TODAY_END), many if ago == 0 else 12)):
            asker = f"asker{ago}x{number}@mail{number % 50}.example"
            run = at + 300 - at % 300 + 1
            town.server.remote_message(town.visitor(), at, asker, f"support@{domain}", f"Question {number * 37 % 101}")
            town.server.cron_run(name, run, command)
            town.server.local_message(name, run + 1 + number % 3, f"support@{domain}", [asker], f"[#{170000 - ago * 200 + number}] Question {number * 37 % 101}",
                                      ("delivered", "delivered", "delivered", "unknown", "delivered" if ago else "greylisted")[(number + ago) % 5],
                                      directory=folder)


def failing_backup(town):
    """A job of each night prints nothing when all is well; tonight it fails again and again, and cron mails each failure to somebody elsewhere."""
    domain = town.customer()
    name = domain.partition(".")[0]
    command = f"{town.server.account_of(domain).home}/bin/backup.sh"
    for ago in range(town.days, 0, -2):
        town.server.cron_mail(name, (ago, "03:30:01"), command, to="admin@itcare.example")
    at = town.server.moment("00:05:01")
    for _ in range(town.chance.choice((40, 150))):
        town.server.cron_mail(name, at, command, to="admin@itcare.example")
        at += 300


def update_night(town):
    """Each site's program was brought up to date tonight and tells its owner, who reads elsewhere."""
    for _ in range(town.chance.choice((2, 4))):
        domain = town.customer(lives=False)
        name = domain.partition(".")[0]
        town.server.php_file(domain, "/wp-cron.php", days_old=300)
        for ago in range(town.days, -1, -1):
            for number in range(town.chance.choice((0, 1)) if ago else town.chance.choice((3, 12))):
                at = town.server.moment((ago, f"0{2 + number % 4}:{17 + number * 2}:09"))
                town.server.request(domain, town.server.address, at - 1, "/wp-cron.php?doing_wp_cron=1", "POST", agent="WordPress/6.7")
                town.server.php_mail(domain, "/wp-cron.php", at, [f"{name}.owner@bigmail.example"],
                                     f"[{name}] Some plugins were automatically updated", sender=f"wordpress@{domain}")


def moderated_list(town):
    """What members post waits for a moderator, who lets five posts go at once; only cPanel's Mailman is known to the stage."""
    if town.server.layout.name != "cpanel":
        return
    domain = town.customer()
    name, members = f"news@{domain}", [f"member{n}@place{n % 20}.example" for n in range(town.chance.choice((60, 150)))]
    town.server.mailman_list(name, f"info@{domain}")
    for ago in range(town.days - town.days % 3, -1, -3):
        at = town.server.moment((ago, "13:10:00"))
        for number in range(town.chance.randrange(3, 7)):
            town.server.list_post(name, members, f"84.17.9.{20 + number}", at + number * 3, members[number], f"[News] Of the parish {ago} {number}",
                                  ("delivered",) * 9 + ("greylisted" if ago == 0 else "delivered",))


def bounces_of_a_service(town):
    """A newsletter service writes in a customer's name, and what cannot be delivered comes back here, to an address for each reader."""
    domain = town.customer(("info", "bounce"))
    for ago in range(town.days - town.days % 7, -1, -7):
        for number, at in enumerate(town.server.spread((ago, "09:00:00"), (ago, "10:30:00"), town.chance.choice((40, 200)))):
            town.server.remote_message(town.visitor(), at, "", f"bounce+{ago}-reader{number}=place{number % 60}.example@{domain}",
                                       "Undelivered Mail Returned to Sender", name=f"mx{number % 60}.place{number % 60}.example")


def alarms_of_the_server(town):
    """This server's own monitor is in an outage of a disk, and mails hundreds of alarms in an hour to two people elsewhere."""
    for ago in range(town.days, -1, -1):
        for at in town.server.spread((ago, "09:00:00"), (ago, "10:00:00"), town.chance.choice((0, 2)) if ago else town.chance.choice((120, 400))):
            town.server.local_message("root", at, f"root@{town.server.hostname}", ["oncall@itcare.example", "second@itcare.example"],
                                      "monit alert -- Resource limit matched disk", directory="/")


def forged_by_thousands(town):
    """Bounces, notes of absence and complaints of mail that was never sent from here, to names that nobody has."""
    domain = town.customer()
    for number, at in enumerate(town.server.spread("02:00:00", TODAY_END, town.chance.choice((80, 500)))):
        to = f"info@{domain}" if number % 4 == 0 else f"sales{number}@{domain}"
        if number % 4:
            town.server.probe(town.visitor(), at, to, sender="", helo=f"mx{number % 90}.elsewhere.example")
        else:
            town.server.remote_message(town.visitor(), at, "", to, "Undelivered Mail Returned to Sender", name=f"mx{number % 90}.elsewhere.example")


TRADES_MORE = {life.__name__: life for life in (
    travel_agency, parents_evening, appointment_reminders, forwarder_to_slow_provider, phone_with_old_password, invoice_run,
    ticket_system_here, failing_backup, update_night, moderated_list, bounces_of_a_service, alarms_of_the_server, forged_by_thousands)}

# A scan still names these where the main log tells no subjects (Debian's selector) or holds less than three days of before the move: a
# new host that sends thirty letters a day with a mailbox's login and never reads it looks like a thief with a good list, who is as slow.
UNSOLVED = {life.__name__: life for life in (shop_moves_away,)}
