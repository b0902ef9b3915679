"""A script dropped eight days ago mails fifteen strangers a day, one at a time, fetched as if by cron."""
import clients

SITE, PATH = "samuel-law.example", "/images/thumbs/cache-a81.php"
DRIVER = "203.0.113.190"


def strangers(back):
    places = ["mail3.dark.test", "box2.slow.test", "inbox.test", "post.test"]
    return [f"pupil.{back}.{n}@{places[n % 4]}" for n in range(15)]


def form(to):
    return {"k": "lab", "to": to, "s": "Your diploma without exams", "b": "Write to us.", "f": "dean@samuel-law.example"}


def past(town, back):
    if back == 8:
        town.install("-8 03:12", "mailer.php", "/home/samuel/public_html" + PATH, "samuel")
    if back <= 8:
        for n, to in enumerate(strangers(back)):
            town.plan(town.at(f"-{back} 04:00") + 3600 * n, clients.web, DRIVER, SITE, PATH, form(to), None, "curl/7.88.1")


def play(town):
    crime = town.crime("script", system_user="samuel", script="/home/samuel/public_html" + PATH)
    crime.drivers.add(DRIVER)
    crime.senders.add("dean@samuel-law.example")
    for back in range(9):
        crime.to.update(strangers(back))
    for n, to in enumerate(strangers(0)[:13]):
        town.plan(town.at("04:00") + 3600 * n, clients.web, DRIVER, SITE, PATH, form(to), None, "curl/7.88.1")
    town.owner_writes("10:20", "office@samuel-law.example", "court@slow.test", "File 118")
