"""The sample server of examples/: a form, a script and a mailbox abused at once, guessers and probers, a busy day."""
import estate
from clients import Letter

NOW = "16:57"
STOLEN = "info@harbor-tools.example"
FORUM, BOARD = "birdclub.example", "/phpbb/ucp.php?mode=register"
HOTEL, PLUGIN = "lakeside-hotel.example", "/wp-content/plugins/gallery/upload.php"
SHELL = "/wp-content/uploads/2026/11/wp-cache-7f3.php"
BOTS = ["203.0.113.61", "203.0.113.62", "2001:db8:bad::9"]
THIEVES = ["203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14", "2001:db8:f00::15"]


def play(town):
    forum_bots(town)
    web_shell(town)
    stolen_mailbox(town)
    guessers(town)
    probers(town)
    # The administrator looks; the day ends with what he sees.
    town.plan("16:57:00", town.machine.run, "/usr/sbin/exim4", "-bpc")


def forum_bots(town):
    """Robots sign up on the board in bursts; people do so in the pauses."""
    crime = town.crime("form", system_user="www-data", domain=FORUM, url="birdclub.example/phpbb/ucp.php",
                       script="/home/birdclub/public_html/phpbb/ucp.php")
    crime.senders.add("www-data@" + estate.HOSTNAME)
    for burst, bot in enumerate([0, 1, 0, 2, 0, 1, 0, 1, 0, 2, 0, 1, 0, 1]):
        for n, to in enumerate(crime.victims(9)):
            crime.web(town.at("15:40") + 300 * burst + 2 * n, BOTS[bot], FORUM, BOARD, to=[to],
                      form={"username": f"Promo{burst}{n}", "email": to})
    for when, visitor, email in [("15:52:30", "192.0.2.107", "sara.lind@inbox.test"),
                                 ("16:22:30", "192.0.2.108", "peter.noor@slow.test")]:
        town.visit(town.at(when) - 9, visitor, FORUM, BOARD)
        town.visit(when, visitor, FORUM, BOARD, to=[email], form={"username": "member", "email": email})
    town.visit("16:12:30", "192.0.2.103", FORUM, "/phpbb/posting.php?mode=reply", to=["watcher.roe@slow.test"],
               form={"message": "Seen again today.", "watcher": "watcher.roe@slow.test"})


def web_shell(town):
    """One stranger uploads a mailer through a plugin's hole, another drives it."""
    intruder, driver = "203.0.113.66", "203.0.113.90"
    crime = town.crime("script", system_user="lakeside", domain=HOTEL, url=HOTEL + SHELL,
                       script="/home/lakeside/public_html" + SHELL)
    crime.senders.add("billing@" + HOTEL)
    crime.entry = {"how": "web_upload", "address": intruder}
    town.install("00:06", "upload.php", "/home/lakeside/public_html" + PLUGIN, "lakeside", age_days=300)
    mailer = (estate.LAB / "props/mailer.php").read_bytes()
    crime.web("13:11:08", intruder, HOTEL, PLUGIN, is_driver=False, files={"file": ("wp-cache-7f3.php", mailer)})
    for request in range(12):
        to = crime.victims(5)
        subject = ["Unpaid invoice 88231", "Final notice: invoice 88231"][request % 2]
        crime.web(town.at("16:05") + 240 * request, driver, HOTEL, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": subject, "b": "Your account is overdue. Pay today."})
    for when, visitor, guest in [("16:07", "192.0.2.110", "guest.lo@post.test"), ("16:31", "192.0.2.111", "guest.may@slow.test"),
                                 ("16:44", "192.0.2.112", "guest.ray@inbox.test")]:
        town.visit(town.at(when) - 20, visitor, HOTEL, "/contact.php")
        town.visit(when, visitor, HOTEL, "/contact.php", to=["booking@" + HOTEL, guest],
                   form={"email": guest, "text": "Is the lake room free at Easter?"})


def stolen_mailbox(town):
    crime = town.crime("mailbox", account=STOLEN, system_user="harbor", domain="harbor-tools.example")
    town.plan("15:58", town.read_mailbox, THIEVES[4], STOLEN)
    subjects = ["Request for quotation RFQ-7719", "Payment advice 30 November", "Your parcel is waiting"]
    for session, thief in enumerate([0, 1, 0, 2, 1, 0, 3, 1, 0, 2, 0, 1, 2, 0, 1, 4, 0, 1, 2, 0, 3, 0, 1, 2, 0, 1, 3, 0, 4, 2]):
        letters = [Letter(STOLEN, [to], subjects[session // 5 % 3], "Dear Sir,\n\nkindly see the attached.\n",
                          agent="Roundcube Webmail/1.4.1") for to in crime.victims(5)]
        crime.smtp(town.at("16:02") + 105 * session, THIEVES[thief], letters, login=town.login(STOLEN),
                   port=587 if session % 2 else 25, tls=session % 3 == 0)
    for n, to in enumerate(["jo.berg@post.test", "yard@slow.test", "works@slow.test", "partner@post.test"]):
        town.owner_writes(town.at("16:03") + 700 * n, STOLEN, to, f"Chandlery order 55{n}1")
    town.owner_writes("16:25", "anna@harbor-tools.example", "slipway@slow.test", "Paint samples")


def guessers(town):
    crime = town.crime("inbound")
    names = [STOLEN, "admin@harbor-tools.example", STOLEN, "sales@harbor-tools.example", STOLEN, STOLEN]
    for turn in range(4):
        crime.guess(town.at("15:21") + 300 * turn, "198.51.100.151", names, "smtp")
        crime.guess(town.at("15:23") + 300 * turn, "198.51.100.152", names, "imap", "qwerty")
    crime.drivers, crime.helpers = set(crime.helpers), set()


def probers(town):
    crime = town.crime("inbound")
    names = ["aaron", "abby", "adam", "alan", "alex", "alice", "andy", "ben", "bob", "carl", "dave", "eve"]
    for turn in range(16):
        domain = ["gazette.example", "harbor-tools.example"][turn % 2]
        crime.probe(town.at("14:10") + 420 * turn, ["203.0.113.171", "203.0.113.172"][turn % 3 == 2],
                    [f"{names[(turn + n) % len(names)]}{turn}@{domain}" for n in range(5)])
    for n in range(3):  # too little to name
        town.plan(town.at("14:30") + 1900 * n, lost_stranger)


def lost_stranger():
    import cast
    cast.probe("198.51.100.199", "probe@relaytest.test", ["target@post.test"])
