"""Who abuses a random town, each by chance's measure: how many addresses and letters, how long, how dead the list."""
from random_town import Deed, WORLD
from services import ROBOT

WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature "
         "transfer order statement").split()


def texts(town):
    """A function that makes the next subject: always one, of a few, or random."""
    some = [" ".join(town.chance.sample(WORDS, 3)).capitalize() for _ in range(4)]
    return town.chance.choice((lambda: some[0], lambda: town.chance.choice(some),
                               lambda: f"{' '.join(town.chance.sample(WORDS, 3))} {town.chance.randrange(1 << 24):x}"))


def outcome_of(town, shares=(0.1, 0.25, 0.5)):
    """Of a list with few or many dead addresses; some wait."""
    dead = town.chance.choice(shares)
    return lambda: town.chance.choices(("unknown", "spam", "greylisted", "delivered"), (dead * 0.8, dead * 0.2, 0.2, 0.8 - dead))[0]


def moments(town, count, most=12 * 3600):
    """Within twenty minutes to `most` seconds that end before now."""
    length = town.chance.choice([length for length in (1200, 7200, 6 * 3600, 12 * 3600) if length <= most])
    end = town.server.now - town.chance.random() * 3 * 3600 - 60
    return town.server.spread(end - length, end, count), f"in {length // 60} min"


def stolen_mailbox(town):
    """A mailbox that its owner uses (or nobody) is used by strangers."""
    unused = town.chance.random() < 0.2
    box = f"{'office' if unused else 'info'}@{town.customer(('info', 'office'))}"
    server, chance = town.server, town.chance
    thieves = town.thieves(chance.choice((1, 1, 2, 3, 8, 25)))
    each, letters = chance.choice((1, 1, 2, 5, 20)), chance.choice((60, 150, 400))
    if each > 4:
        letters = max(25, letters // each)
    times, long = moments(town, max(letters, 3 * len(thieves)))
    if chance.random() < 0.4:
        for at in server.spread(times[0] - 9000, times[0] - 1800, 15):
            server.smtp_auth_failure(box, thieves[0], at)
    subject, outcome = texts(town), outcome_of(town)
    forges = chance.random() < 0.3
    for number, at in enumerate(times):
        to = server.strangers(each, domains=60)
        server.smtp_auth_message(box, thieves[number % len(thieves)], at, to, subject(), {whom: outcome() for whom in to},
                                 helo=chance.choice(("WIN-7QK2", "[10.0.0.9]", "localhost")), flood="stolen",
                                 sender=f"billing{number}@bank.example" if forges else None)
    town.guilty.append(Deed("stolen", "mailbox", {"account": box}, thieves, f"stolen {box} {'unused ' if unused else ''}{len(times)} x {each} "
                            f"by {len(thieves)} {long} {'forged' if forges else ''}"))


def planted_shell(town):
    """A file that should not be there mails whenever it is asked."""
    domain, server, chance = town.customer(), town.server, town.chance
    page = chance.choice(("/wp-content/uploads/2026/x.php", "/wp-includes/css/admin-ajax.php", "/images/.cache/m.php", "/lib/mailer7.php",
                          "/wp-content/plugins/akismet/views/go.php", "/tmp/a/b/alfa.php"))
    script = server.php_file(domain, page, days_old=chance.choice((0.5, 2, 40)))
    drivers = town.thieves(chance.choice((1, 1, 2, 6)))
    each, asked = chance.choice((1, 5, 30)), chance.choice((60, 200))
    times, long = moments(town, max(10, asked // each))
    subject, outcome = texts(town), outcome_of(town)
    method, header = chance.choice(("POST", "POST", "GET")), chance.random() < 0.6
    for number, at in enumerate(times):
        server.request(domain, drivers[number % len(drivers)], at, page, method, agent=chance.choice((ROBOT, "curl/8.5.0", "Mozilla/5.0")))
        for to in server.strangers(each, domains=60):
            server.php_mail(domain, page, at + 0.3, [to], subject(), outcome(), sender=f"info@{domain}", flood="shell",
                            php_log=header, script_header=header)
            at += 0.15
    account = domain.partition(".")[0]
    for number in range(chance.randrange(0, 30)):
        server.visit(domain, town.visitor(), f"{8 + number % 7:02d}:{number:02d}:00")
    town.guilty.append(Deed("shell", "script", {"script": script, "system_user": account, "domain": domain}, drivers,
                            f"shell {script} {len(times)} x {each} by {len(drivers)} {method} {long} {'headers' if header else 'no headers'}", town.runs_as(domain)))


def driven_form(town):
    """Robots press a form that confirms to whomever they name; people use it, too."""
    domain, server, chance = town.customer(), town.server, town.chance
    page = "/contact.php"
    server.php_file(domain, page, days_old=400)
    people = chance.choice((0, 2, 6))
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), people)):
            server.write_by_page(domain, page, town.visitor(), at, f"guest{ago}x{number}@spot{number}.example", "delivered")
    robots = town.thieves(chance.choice((1, 3, 12)))
    times, long = moments(town, chance.choice((70, 200)))
    outcome = outcome_of(town)
    for number, at in enumerate(times):
        server.request(domain, robots[number % len(robots)], at, page, "POST", agent=chance.choice((ROBOT, "Mozilla/5.0")))
        server.php_mail(domain, page, at + 0.3, server.strangers(1, domains=60), f"Your message to {domain}", outcome(),
                        sender=f"info@{domain}", php_log=False, flood="form")
    town.guilty.append(Deed("form", "form", {"domain": domain}, robots, f"form {domain} {len(times)} by {len(robots)} beside {people} {long}", town.runs_as(domain)))


def flood_from_outside(town):
    """One host throws letters at the mailboxes here."""
    boxes, host = sorted(town.boxes), town.thief()
    times, long = moments(town, town.chance.choice((300, 600)), 7200)
    subject = texts(town)
    for number, at in enumerate(times):
        town.server.remote_message(host, at, f"offer{number}@bulk.example", boxes[number % len(boxes)], subject(), name="mail.bulk.example")
    town.guilty.append(Deed("flood", "inbound", {}, [host], f"flood from {host} {len(times)} {long}"))


def job_in_crontab(town):
    """A line in the crontab starts a hidden mailer again and again."""
    domain, server, chance = town.customer(), town.server, town.chance
    name, home = domain.partition(".")[0], server.account_of(domain).home
    path = chance.choice((f"{home}/.cache/.x/run.pl", f"{home}/public_html/tmp/.s.pl", "/tmp/.font-unix/q.pl", "/dev/shm/.k/w.pl"))
    server.file(path, "#!/usr/bin/perl\n", days_old=1, mode=0o755)
    command = f"/usr/bin/perl {path} >/dev/null 2>&1"
    server.cron_job(name, "*/10 * * * *", command)
    subject, outcome, each = texts(town), outcome_of(town), chance.choice((4, 12))
    first = server.moment("10:00:01") + 600 * chance.randrange(0, 12)
    for start in [first + 600 * step for step in range(18)]:
        server.cron_run(name, start, command)
        for number, to in enumerate(server.strangers(each, domains=60)):
            server.local_message(name, start + 0.5 + number * 0.7, f"office@{domain}", [to], subject(), outcome(),
                                 directory=path.rpartition("/")[0], flood="job")
    town.guilty.append(Deed("job", "script", {"script": path, "system_user": name}, [], f"job {path} 18 x {each}"))


def guessing(town):
    """Hosts try many passwords at the mailboxes here, in vain."""
    boxes, hosts = sorted(town.boxes), town.thieves(town.chance.choice((1, 2, 10)))
    for number, at in enumerate(town.server.spread("02:00:00", "15:30:00", 40 * len(hosts) + 60)):
        town.server.failed_login(town.chance.choice(boxes), hosts[number % len(hosts)], at)
    town.guilty.append(Deed("guess", "inbound", {}, hosts, f"guessing by {len(hosts)}"))


def probing(town):
    """Hosts try names that nobody has."""
    domains, hosts = sorted({box.partition("@")[2] for box in town.boxes}), town.thieves(town.chance.choice((1, 3)))
    times, long = moments(town, town.chance.choice((120, 400)))
    for number, at in enumerate(times):
        town.server.probe(hosts[number % len(hosts)], at, f"name{number}@{domains[number % len(domains)]}")
    town.guilty.append(Deed("probe", "inbound", {}, hosts, f"probing by {len(hosts)} {len(times)} {long}"))


def stolen_webmail(town):
    """Strangers log in to Roundcube as somebody who uses it, too."""
    if town.server.layout.name == "cpanel":
        return
    domain, server, chance = town.customer(), town.server, town.chance
    box = f"info@{domain}"
    for ago in range(town.days, -1, -1):
        session = server.roundcube_login(box, town.boxes[box], (ago, "07:45:00"))
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), chance.randrange(1, 6))):
            server.webmail_message(box, town.boxes[box], at, [f"friend{number}@partner{number % 4}.example"], f"Minutes {ago} {number}",
                                   session=session)
    thieves, each = town.thieves(chance.choice((1, 2))), chance.choice((1, 10, 40))
    times, long = moments(town, max(12, 150 // each))
    subject, outcome, sessions = texts(town), outcome_of(town), {}
    for number, at in enumerate(times):
        thief = thieves[number % len(thieves)]
        if thief not in sessions:
            sessions[thief] = server.roundcube_login(box, thief, at - 50)
        to = server.strangers(each, domains=60)
        server.webmail_message(box, thief, at, to, subject(), {whom: outcome() for whom in to}, session=sessions[thief], flood="webmail")
    town.guilty.append(Deed("webmail", "mailbox", {"account": box}, thieves, f"webmail {box} {len(times)} x {each} by {len(thieves)} {long}"))


def shell_over_loopback(town):
    """A planted file speaks SMTP to localhost, without a login."""
    domain, server, chance = town.customer(), town.server, town.chance
    page = chance.choice(("/wp-content/uploads/2026/w.php", "/images/up.php"))
    script = server.php_file(domain, page, days_old=2)
    drivers, each = town.thieves(chance.choice((1, 2))), chance.choice((1, 4, 20))
    times, long = moments(town, max(12, 160 // each))
    subject, outcome = texts(town), outcome_of(town)
    for number, at in enumerate(times):
        server.request(domain, drivers[number % len(drivers)], at, page, "POST", agent="curl/8.5.0")
        for to in server.strangers(each, domains=60):
            server.remote_message("127.0.0.1", at + 0.3, f"info@{domain}", [to], subject(), outcome(), name="localhost", helo=domain, flood="loop")
            at += 0.15
    account = domain.partition(".")[0]
    town.guilty.append(Deed("loop", "script", {"script": script, "system_user": account, "domain": domain}, drivers,
                            f"loopback {script} {len(times)} x {each} by {len(drivers)} {long}", town.runs_as(domain)))


def changed_page(town):
    """A page of the site that people use was changed, and mails for a stranger; it mails honestly, too."""
    domain, server, chance = town.customer(("shop",)), town.server, town.chance
    page = "/index.php"
    script = server.php_file(domain, page, days_old=1)
    for ago in range(town.days, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), chance.choice((2, 8)))):
            visitor = town.visitor()
            at = server.visit(domain, visitor, at, ("/", "/style.css", "/cart/"))
            server.request(domain, visitor, at, page, "POST")
            server.php_mail(domain, page, at + 0.3, [f"buyer{ago}x{number}@town{number}.example"], f"Your order {number + 40 * ago}",
                            sender=f"shop@{domain}")
    drivers, each = town.thieves(chance.choice((1, 3))), chance.choice((1, 6, 25))
    times, long = moments(town, max(12, 180 // each))
    subject, outcome = texts(town), outcome_of(town)
    for number, at in enumerate(times):
        server.request(domain, drivers[number % len(drivers)], at, page, "POST", agent=ROBOT)
        for to in server.strangers(each, domains=60):
            server.php_mail(domain, page, at + 0.3, [to], subject(), outcome(), sender=f"shop@{domain}", flood="changed")
            at += 0.15
    account = domain.partition(".")[0]
    town.guilty.append(Deed("changed", "script", {"script": script, "system_user": account, "domain": domain}, drivers,
                            f"changed {script} {len(times)} x {each} by {len(drivers)} {long}", town.runs_as(domain)))


def thief_of_several(town):
    """One has the passwords of several customers and sends a little with each."""
    server, chance = town.server, town.chance
    boxes, thieves = [f"info@{town.customer()}" for _ in range(3)], town.thieves(chance.choice((1, 3)))
    times, long = moments(town, chance.choice((60, 240)))
    subject, outcome = texts(town), outcome_of(town)
    for number, at in enumerate(times):
        box = boxes[number % 3]
        server.smtp_auth_message(box, thieves[number % len(thieves)], at, server.strangers(1, domains=60), subject(), outcome(),
                                 helo="WIN-7QK2", flood=box)
    for number, box in enumerate(boxes):
        mine = {thieves[n % len(thieves)] for n in range(len(times)) if n % 3 == number}
        town.guilty.append(Deed(box, "mailbox", {"account": box}, mine, f"several {box} {len(times) // 3} by {len(mine)} {long}"))


def office_computer(town):
    """A customer's computer in the office is infected, and sends by the login that it knows. Of fewer dead addresses it looks
    like a letter to all customers."""
    domain, server, chance = town.customer(), town.server, town.chance
    box = f"info@{domain}"
    times, long = moments(town, chance.choice((150, 400)))
    subject, outcome = texts(town), outcome_of(town, (0.3, 0.5))
    for at in times:
        server.smtp_auth_message(box, town.boxes[box], at, server.strangers(2, domains=60), subject(), outcome(), helo="win-pc", flood="office")
    town.guilty.append(Deed("office", "mailbox", {"account": box}, [], f"office {box} {len(times)} x 2 {long}"))


def slow_thief(town):
    """For days, a few an hour."""
    domain, server, chance = town.customer(), town.server, town.chance
    box, thief, subject, outcome = f"info@{domain}", town.thieves(chance.choice((1, 4))), texts(town), outcome_of(town)
    for number, at in enumerate(server.spread((chance.choice((2, 4)), "06:00:00"), "15:30:00", chance.choice((400, 900)))):
        how = outcome() if at > server.now - 86400 else chance.choice(("delivered", "delivered", "unknown"))
        server.smtp_auth_message(box, thief[number % len(thief)], at, server.strangers(1, domains=60), subject(), how, helo="x", flood="slow")
    town.guilty.append(Deed("slow", "mailbox", {"account": box}, thief, f"slow {box} by {len(thief)}"))


def program_of_a_user(town):
    """Somebody with a customer's shell starts a program by hand, somewhere in the customer's home or in /tmp."""
    domain, server, chance = town.customer(), town.server, town.chance
    name = domain.partition(".")[0]
    folder = chance.choice((server.account_of(domain).home, f"{server.account_of(domain).home}/mail2", "/tmp", "/var/tmp/.x"))
    times, long = moments(town, chance.choice((100, 300)))
    each, subject, outcome, forges = chance.choice((1, 1, 20)), texts(town), outcome_of(town), chance.random() < 0.5
    if each > 1:
        times = times[::10]
    for number, at in enumerate(times):
        to = server.strangers(each, domains=60)
        sender = f"service{number % 40}@bank.example" if forges else f"{name}@{server.hostname}"
        server.local_message(name, at, sender, to, subject(), {whom: outcome() for whom in to}, directory=folder, flood="program",
                             arguments=("/usr/sbin/sendmail", "-oi", "-f", sender, *(to if each == 1 else ("-t",))))
    town.guilty.append(Deed("program", "script", {"system_user": name}, [], f"program in {folder} {len(times)} x {each} {long} "
                            f"{'forged' if forges else ''}"))


def list_of_everybody(town):
    """Strangers post to an open list; only cPanel's Mailman is known to the stage."""
    if town.server.layout.name != "cpanel":
        return
    server, domain, posters = town.server, town.customer(), town.thieves(2)
    name = f"walks@{domain}"
    members = [f"member{n}@place{n % 20}.example" for n in range(60)]
    server.mailman_list(name, f"info@{domain}")
    for ago in range(town.days, -1, -1):
        server.list_post(name, members, "84.17.6.23", (ago, "09:30:00"), members[3], f"[Walks] Sunday {ago}", "delivered")
    times, long = moments(town, 16)
    subject = texts(town)
    for number, at in enumerate(times):
        server.list_post(name, members, posters[number % 2], at, f"win{number}@lotto{number}.example", f"[Walks] {subject()}",
                         ("delivered", "delivered", "greylisted", "spam"), flood="list")
    town.guilty.append(Deed("list", "list", {"list": name}, posters, f"list {name} 16 x 60 {long}"))


def hijacked_file(town):
    """A file of the application that nobody asks for by itself was written over."""
    domain, server, chance = town.customer(), town.server, town.chance
    page = chance.choice(("/wp-includes/class-feed.php", "/libraries/joomla/mail.php", "/modules/mod_news/helper.php"))
    script = server.php_file(domain, page, days_old=chance.choice((1, 3)))
    drivers = town.thieves(chance.choice((1, 4)))
    each = chance.choice((1, 8))
    times, long = moments(town, 160 // each)
    subject, outcome, told = texts(town), outcome_of(town), chance.random() < 0.5
    for number, at in enumerate(times):
        server.request(domain, drivers[number % len(drivers)], at, page, "POST", agent=ROBOT)
        for to in server.strangers(each, domains=60):
            server.php_mail(domain, page, at + 0.3, [to], subject(), outcome(), sender=f"noreply@{domain}", php_log=told, flood="hijacked")
            at += 0.15
    for number in range(chance.randrange(0, 20)):
        server.visit(domain, town.visitor(), f"{8 + number % 7:02d}:{number:02d}:30")
    name = domain.partition(".")[0]
    town.guilty.append(Deed("hijacked", "script", {"script": script, "system_user": name, "domain": domain}, drivers,
                            f"hijacked {script} {len(times)} x {each} by {len(drivers)} {long}", town.runs_as(domain)))


def botnet_with_one_password(town):
    """A hundred addresses of all the world, a letter or two each, all of one text or none alike."""
    domain, server, chance = town.customer(), town.server, town.chance
    box, hosts, subject, outcome = f"info@{domain}", [], texts(town), outcome_of(town)
    times, long = moments(town, chance.choice((100, 200)))
    for at in times:
        hosts.append(town.address(WORLD))
        to = server.strangers(chance.choice((1, 3)), domains=60)
        server.smtp_auth_message(box, hosts[-1], at, to, subject(), {whom: outcome() for whom in to}, helo="x", flood="botnet")
    town.guilty.append(Deed("botnet", "mailbox", {"account": box}, hosts, f"botnet {box} {len(times)} {long}"))


ABUSE = {deed.__name__: deed for deed in (
    stolen_mailbox, planted_shell, driven_form, flood_from_outside, job_in_crontab, guessing, probing, stolen_webmail,
    shell_over_loopback, changed_page, thief_of_several, office_computer, slow_thief, program_of_a_user, list_of_everybody, hijacked_file,
    botnet_with_one_password)}
