"""What honest customers of a random town do. Nobody of them may be named, blocked or lose a letter."""

from datetime import datetime, timezone

from random_town import PROVIDERS

TODAY_END = "15:50:00"


def grown(town):
    """A moment of the morning, at which something of an hour or two begins."""
    return town.server.moment("08:00:00") + town.chance.random() * 4 * 3600


def newsletter_by_login(town):
    """Weekly, by the newsletter program of the customer's own computer; to the same people."""
    domain = town.customer(("news", "info"))
    people = town.server.strangers(town.chance.choice((60, 200, 500)), domains=50, name="member")
    home, dead = town.boxes[f"news@{domain}"], town.chance.choice((12, 25, 60))
    for ago in range(town.days - town.days % 7, -1, -7):
        at = grown(town) - ago * 86400
        for number, to in enumerate(people):
            outcome = "unknown" if number % dead == 3 else "greylisted" if ago == 0 and number % 30 == 5 else "delivered"
            town.server.smtp_auth_message(f"news@{domain}", home, at, [to], f"News of the week {ago}", outcome, mailer="plain")
            at += 0.7


def circular_from_desk(town):
    """Once, to all customers of years, in Bcc of a few letters, from the office where the mailbox is used every day."""
    domain = town.customer()
    box = f"info@{domain}"
    people = town.server.strangers(town.chance.choice((80, 150, 300)), domains=40, name="client")
    at = grown(town)
    for start in range(0, len(people), 50):
        some = people[start:start + 50]
        town.server.smtp_auth_message(box, town.boxes[box], at, some, "New opening hours",
                                      {to: "unknown" if n % 20 == 4 else "greylisted" if n % 25 == 7 else "delivered" for n, to in enumerate(some)})
        at += 90


def shop(town):
    """Orders by a page: a letter to the buyer and one to the shop; sometimes twice as many as usual today."""
    domain = town.customer(("orders",))
    town.server.php_file(domain, "/index.php", days_old=300)
    usual, today = town.chance.choice((5, 15, 40)), town.chance.choice((1, 1, 2, 3))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), usual if ago else usual * today)):
            visitor = town.visitor()
            at = town.server.visit(domain, visitor, at, ("/", "/style.css", "/cart/"))
            town.server.request(domain, visitor, at, "/index.php?route=checkout", "POST")
            outcome = "unknown" if number % 40 == 9 else "greylisted" if ago == 0 and number % 15 == 2 else "delivered"
            town.server.php_mail(domain, "/index.php", at + 0.3, [f"buyer{ago}x{number}@town{number % 30}.example"],
                                 f"Your order {9000 - ago * 100 + number}", outcome, sender=f"orders@{domain}")
            town.server.php_mail(domain, "/index.php", at + 0.6, [f"orders@{domain}"], f"New order {9000 - ago * 100 + number}",
                                 sender=f"orders@{domain}")


def newsletter_by_cron(town):
    """A job of the crontab writes to subscribers, as on other days."""
    domain = town.customer()
    name, account = domain.partition(".")[0], town.server.account_of(domain)
    folder, people = f"{account.home}/bin", town.server.strangers(town.chance.choice((80, 250)), domains=50, name="subscriber")
    town.server.file(f"{folder}/news.php", "<?php\n", days_old=500)
    command, every = f"/usr/bin/php {folder}/news.php", town.chance.choice((1, 3, 7))
    runs = range(town.days - town.days % every, -1, -every)
    dates = (datetime.fromtimestamp(town.server.moment((ago, "07:30:01")), timezone.utc) for ago in runs)
    town.server.cron_job(name, f"30 7 {','.join(str(date.day) for date in dates)} * *", command)
    for ago in runs:
        at = town.server.moment((ago, "07:30:01"))
        town.server.cron_run(name, at, command)
        for number, to in enumerate(people):
            outcome = "unknown" if number % 50 == 7 else "greylisted" if ago == 0 and number % 40 == 3 else "delivered"
            town.server.local_message(name, at + 2 + number * 0.6, f"news@{domain}", [to], f"Letter to our friends, {ago}", outcome,
                                      directory=folder)


def contact_form(town):
    """People write by a page; it confirms."""
    domain = town.customer()
    town.server.php_file(domain, "/kontakt.php", days_old=300)
    usual = town.chance.choice((1, 4, 10))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), usual)):
            town.server.write_by_page(domain, "/kontakt.php", town.visitor(), at, f"guest{ago}x{number}@place{number}.example",
                                      "greylisted" if ago == 0 and number % 7 == 1 else "delivered")


def traveller(town):
    """Usually at home; today in two hotels and on the phone network, a few letters from each, mail read there too."""
    domain = town.customer()
    box, network = f"info@{domain}", town.chance.randrange(200, 250)
    for place in [f"80.187.{network}.{town.chance.randrange(2, 250)}" for _ in range(3)]:
        for at in town.server.spread("08:00:00", TODAY_END, 4):
            town.server.login(box, place, at)
        for number, at in enumerate(town.server.spread("08:30:00", "15:00:00", town.chance.randrange(1, 6))):
            town.server.smtp_auth_message(box, place, at, [f"friend{number}@partner{number % 4}.example"], f"From the road {number}",
                                          ("delivered", "delivered", "greylisted"))


def forwarder(town):
    """All mail of a mailbox goes on to a great provider, which refuses the spam in it."""
    domain = town.customer(("owner",))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "00:30:00"), (ago, TODAY_END), town.chance.choice((10, 30)))):
            outcome = "spam" if number % 6 == 0 else "greylisted" if ago == 0 and number % 9 == 1 else "delivered"
            town.server.forwarded_message(town.visitor(), at, f"sender{number}@partner{number % 12}.example", f"owner@{domain}",
                                          "owner@bigmail.example", f"Letter {ago * 60 + number}", outcome)


def orders_by_login(town):
    """A machine of the customer's office sends invoices and tickets by a login of its own, all day."""
    domain = town.customer(("info", "erp"))
    machine, usual = town.home(), town.chance.choice((20, 60))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "07:00:00"), (ago, TODAY_END), usual)):
            outcome = "unknown" if number % 30 == 11 else "greylisted" if ago == 0 and number % 12 == 2 else "delivered"
            town.server.smtp_auth_message(f"erp@{domain}", machine, at, [f"client{(ago * 7 + number) % 400}@firm{number % 60}.example"],
                                          f"Invoice {70000 - ago * 100 + number}", outcome, helo="erp.local", mailer="plain")


def own_device_fails(town):
    """A telephone keeps an old password all day, at the place from which the computer logs in well."""
    domain = town.customer(("info", "anna"))
    for at in town.server.spread("07:30:00", TODAY_END, town.chance.choice((30, 120))):
        town.server.failed_login(f"info@{domain}", town.boxes[f"info@{domain}"], at)


def mailing_list(town):
    """Members write to a club's list; only cPanel's Mailman is known to the stage."""
    if town.server.layout.name != "cpanel":
        return
    domain = town.customer()
    name = f"club@{domain}"
    members = [f"member{n}@place{n % 20}.example" for n in range(town.chance.choice((40, 120)))]
    town.server.mailman_list(name, f"info@{domain}")
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "09:00:00"), (ago, "15:00:00"), town.chance.randrange(0, 4))):
            town.server.list_post(name, members, f"84.17.3.{20 + number}", at, members[number], f"[Club] Sunday {ago} {number}",
                                  ("delivered",) * 9 + ("greylisted" if ago == 0 else "delivered",))


def customer_relays(town):
    """Much mail from one partner's server for mailboxes here."""
    domain = town.customer(("info", "sales"))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "06:00:00"), (ago, TODAY_END), 40)):
            town.server.remote_message("84.17.4.9", at, f"staff{number % 9}@factory.example", f"{('info', 'sales')[number % 2]}@{domain}",
                                       f"Delivery {number}", name="mail.factory.example")


def shop_over_loopback(town):
    """Pages that hand their orders to this server by SMTP, with the login of the shop's mailbox or without one."""
    domain = town.customer(("shop", "desk"))
    town.server.php_file(domain, "/checkout.php", days_old=300)
    logs_in, usual, today = town.chance.random() < 0.5, town.chance.choice((4, 20)), town.chance.choice((1, 1, 3))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), usual if ago else usual * today)):
            visitor = town.visitor()
            at = town.server.visit(domain, visitor, at, ("/", "/style.css", "/checkout.php"))
            town.server.request(domain, visitor, at, "/checkout.php", "POST")
            outcome = "unknown" if number % 40 == 9 else "greylisted" if ago == 0 and number % 15 == 2 else "delivered"
            for to, what in ((f"buyer{ago}x{number}@town{number % 30}.example", outcome), (f"desk@{domain}", "delivered")):
                if logs_in:
                    town.server.smtp_auth_message(f"shop@{domain}", "127.0.0.1", at + 0.5, [to], f"Order {9000 - ago * 100 + number}", what,
                                                  helo=domain, tls=False, lip="127.0.0.1", mailer="plain")
                else:
                    town.server.remote_message("127.0.0.1", at + 0.5, f"shop@{domain}", [to], f"Order {9000 - ago * 100 + number}", what,
                                               name="localhost", helo=domain)


def autoresponder(town):
    """Somebody is on holiday: whoever writes is answered, and today many strangers write."""
    domain = town.customer()
    box, name, home = f"info@{domain}", domain.partition(".")[0], town.server.account_of(domain).home
    many = town.chance.choice((20, 160))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "01:00:00"), (ago, TODAY_END), many if ago == 0 else 10)):
            sender = f"writer{ago}x{number}@town{number % 40}.example"
            town.server.remote_message(town.visitor(), at, sender, box, f"Question {number * 31 % 97}")
            town.server.local_message(name, at + 2, box, [sender], "Autoreply: back on Monday",
                                      "greylisted" if ago == 0 and number % 9 == 4 else "delivered", directory=home,
                                      arguments=("/usr/sbin/sendmail", "-f", box, "-t", "-oi"),
                                      extra_headers=[("Auto-Submitted", "auto-replied")])


def phone_on_carrier(town):
    """Reads and writes from the office and from a telephone, which has another address of its carrier every day."""
    domain = town.customer()
    box, network = f"info@{domain}", f"{town.chance.choice(PROVIDERS)}.{town.chance.randrange(200, 250)}"
    for ago in range(town.days, -1, -1):
        place = f"{network}.{town.chance.randrange(250)}.{town.chance.randrange(2, 250)}"
        for at in town.server.spread((ago, "07:00:00"), (ago, TODAY_END), 6):
            town.server.login(box, place, at)
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), town.chance.randrange(0, 6))):
            town.server.smtp_auth_message(box, place, at, [f"friend{number}@partner{number % 4}.example"], f"Sent from my phone {ago} {number}",
                                          "greylisted" if ago == 0 and number == 2 else "delivered", helo="[10.21.7.9]")


def moved_house(town):
    """Since this morning all of a company's mailboxes come from a new line, one of which sends its monthly invoices."""
    domain = town.customer(("info", "anna", "bob"), until=1)
    old, new = town.boxes[f"info@{domain}"], town.home()
    for box in ("anna", "bob"):
        for ago in range(town.days, 0, -1):
            town.server.ordinary_day(f"{box}@{domain}", old, ago, 3)
    for box in ("info", "anna", "bob"):
        town.server.ordinary_day(f"{box}@{domain}", new, 0, 3)
        for at in town.server.spread("07:00:00", TODAY_END, 20):
            town.server.login(f"{box}@{domain}", new, at)
    for number, at in enumerate(town.server.spread("10:00:00", "11:00:00", town.chance.choice((10, 60)))):
        town.server.smtp_auth_message(f"anna@{domain}", new, at, [f"client{number}@firm{number % 30}.example"], f"Invoice {2026000 + number}",
                                      "greylisted" if number % 12 == 3 else "delivered")


def webmail_user(town):
    """Writes by Roundcube on this server."""
    if town.server.layout.name == "cpanel":
        return
    domain = town.customer()
    box = f"info@{domain}"
    for ago in range(town.days, -1, -1):
        session = town.server.roundcube_login(box, town.boxes[box], (ago, "07:45:00"))
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), town.chance.randrange(1, 12))):
            town.server.webmail_message(box, town.boxes[box], at, [f"friend{number}@partner{number % 4}.example"], f"Minutes {ago} {number}",
                                        "greylisted" if ago == 0 and number % 5 == 3 else "delivered", session=session)


def forged_elsewhere(town):
    """Bounces of mail that was never sent from here."""
    domain = town.customer()
    for number, at in enumerate(town.server.spread("10:00:00", TODAY_END, town.chance.choice((5, 40)))):
        town.server.remote_message(town.visitor(), at, "", f"info@{domain}", "Undelivered Mail Returned to Sender",
                                   name=f"mx{number % 30}.elsewhere.example")


def alerts(town):
    """A monitoring service writes to several customers, as one sender; today something is down."""
    boxes, host = sorted(town.boxes), town.host()
    new = town.chance.random() < 0.3
    for ago in range(0 if new else town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "06:00:00"), (ago, TODAY_END), 8 if ago else town.chance.choice((30, 200)))):
            town.server.remote_message(host, at, "alerts@watch.example", boxes[number % len(boxes)], f"PROBLEM host{number % 7} is down",
                                       name="mail.watch.example")


def new_customer(town):
    """Made yesterday: reads at home, and sends the first receipts."""
    domain = town.customer(("office",), lives=False)
    box, home = f"office@{domain}", town.home()
    for at in town.server.spread((1, "15:00:00"), (1, "20:00:00"), 4) + town.server.spread("07:00:00", TODAY_END, 20):
        town.server.login(box, home, at)
    for number, at in enumerate(town.server.spread("11:00:00", "12:30:00", town.chance.choice((15, 60)))):
        town.server.smtp_auth_message(box, home, at, [f"guest{number}@place{number % 35}.example"], f"Receipt 2026-{101 + number}",
                                      "greylisted" if number % 12 == 5 else "delivered")


def gateway_takes_over(town):
    """Since noon all mail for one customer from outside comes by a filtering gateway."""
    domain, gateway = town.customer(("info", "sales", "jobs")), town.host()
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "00:10:00"), (ago, TODAY_END), 120)):
            by_gateway = ago == 0 and at > town.server.moment("12:00:00")
            name = "gateway.filter.example" if by_gateway else f"mx{number % 40}.town{number % 40}.example"
            town.server.remote_message(gateway if by_gateway else f"84.18.{number % 40}.9", at, f"writer{number % 70}@town{number % 40}.example",
                                       f"{('info', 'sales', 'jobs')[number % 3]}@{domain}", f"Letter {ago * 400 + number}", name=name)


def helpdesk_of_a_cloud(town):
    """A service elsewhere fetches a mailbox's letters and answers each, from whatever machines it has that day."""
    domain = town.customer(("info", "support"))
    cloud = f"{town.chance.choice(('18', '52', '54'))}.{town.chance.randrange(200, 220)}"
    for ago in range(town.days, -1, -1):
        hosts = [f"{cloud}.{town.chance.randrange(250)}.{town.chance.randrange(2, 250)}" for _ in range(3)]
        for number, at in enumerate(town.server.spread((ago, "00:10:00"), (ago, TODAY_END), 30)):
            asker = f"asker{ago}x{number}@mail{number}.example"
            town.server.remote_message(town.visitor(), at - 60, asker, f"support@{domain}", f"Question {number * 37 % 101}")
            town.server.login(f"support@{domain}", hosts[number % 3], at - 20)
            town.server.smtp_auth_message(f"support@{domain}", hosts[number % 3], at, [asker], f"[Ticket #{10000 - ago * 40 + number}] We have it",
                                          "unknown" if number % 12 == 5 else "delivered", helo="out.desk.example", mailer="plain")


def both_protocols(town):
    """Reads and writes over IPv6 today, with another address of his network every day; on some days over IPv4."""
    domain = town.customer()
    box, network = f"info@{domain}", f"2001:db8:{town.chance.randrange(1 << 16):x}"
    for ago in range(town.days, -1, -1):
        place = f"{network}:{town.chance.randrange(1 << 8):x}::{town.chance.randrange(1 << 16):x}"
        for at in town.server.spread((ago, "07:00:00"), (ago, TODAY_END), 4):
            town.server.login(box, place, at)
        for number, at in enumerate(town.server.spread((ago, "08:00:00"), (ago, TODAY_END), town.chance.randrange(1, 7))):
            town.server.smtp_auth_message(box, place, at, [f"friend{number}@partner{number % 4}.example"], f"Draft {ago * 9 + number}")


def jobs_of_root(town):
    """Cron mails what jobs print; a site's plugin tells its owner of updates."""
    domain = town.customer()
    name = domain.partition(".")[0]
    town.server.php_file(domain, "/wp-cron.php", days_old=300)
    for ago in range(town.days, -1, -1):
        town.server.cron_mail("root", (ago, "04:10:01"), "/usr/local/sbin/backup")
        for hour in range(0, 15, town.chance.choice((1, 5))):
            town.server.cron_mail(name, (ago, f"{hour:02d}:15:02"), f"{town.server.account_of(domain).home}/bin/sync.sh", to=f"info@{domain}")
        town.server.php_mail(domain, "/wp-cron.php", town.server.moment((ago, "05:00:00")), [f"info@{domain}"], "Plugins were updated",
                             sender=f"wordpress@{domain}")


def server_of_a_customer(town):
    """A host that may relay sends the mail of a factory's staff."""
    host, write = town.host(), town.server.layout.write
    if town.server.layout.name != "rhel":
        return

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", f"hostlist relay_from_hosts = 127.0.0.1 : {host.replace(':', '::')}\n")

    town.server.layout.write = write_with_relay_hosts
    usual, today = town.chance.choice((20, 80)), town.chance.choice((1, 2))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(town.server.spread((ago, "06:00:00"), (ago, TODAY_END), usual if ago else usual * today)):
            town.server.remote_message(host, at, f"staff{number % 30}@factory.example", f"client{(number * 7 + ago) % 500}@town{number % 70}.example",
                                       f"Letter {number * 31 % 997}", "unknown" if number % 40 == 7 else "delivered", name="mail.factory.example")


HONEST = {life.__name__: life for life in (
    newsletter_by_login, circular_from_desk, shop, newsletter_by_cron, contact_form, traveller, forwarder, orders_by_login,
    own_device_fails, mailing_list, customer_relays, shop_over_loopback, autoresponder, phone_on_carrier, moved_house, webmail_user,
    forged_elsewhere, alerts, new_customer, gateway_takes_over, helpdesk_of_a_cloud, both_protocols, jobs_of_root, server_of_a_customer)}
