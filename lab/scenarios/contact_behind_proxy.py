"""The hotel's site stands behind a proxy (mod_remoteip); bots drive its contact form through it, and so do guests."""
import clients

SITE, PAGE, PROXY = "lakeside-hotel.example", "/contact.php", "192.0.2.60"
SETTINGS = {"site_lines": {"lakeside": f"  RemoteIPHeader X-Forwarded-For\n  RemoteIPTrustedProxy {PROXY}"}}


def ask(town, when, client, agent, **form):
    town.plan(when, clients.web, PROXY, SITE, PAGE, agent=agent, headers={"X-Forwarded-For": client}, **form)


def play(town):
    crime = town.crime("form", system_user="lakeside", script="/home/lakeside/public_html/contact.php", url=SITE + PAGE)
    bots = ["203.0.113.45", "203.0.113.46", "203.0.113.47"]
    crime.drivers.update(bots)
    crime.not_blocked.add(PROXY)
    for n in range(75):
        to = crime.victims(1)
        ask(town, town.at("13:12") + 150 * n, bots[n % 3], clients.ROBOT,
            form={"email": to[0], "text": "You are pre-selected: https://win.dark.test/9"})
    for n, guest in enumerate(["kay.guest@post.test", "leo.guest@slow.test", "mia.guest@inbox.test"]):
        town.honest_to.add(guest)
        start, visitor = town.at("13:20:20") + 2700 * n, f"192.0.2.{190 + n}"
        ask(town, start, visitor, clients.BROWSER)
        ask(town, start + 60, visitor, clients.BROWSER, form={"email": guest, "text": "Is the sauna open in May?"})
    crime.senders.add("lakeside@server.hosting.example")
