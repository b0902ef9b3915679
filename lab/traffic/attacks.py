"""The strangers. Each function puts one incident on the timeline."""
from clients import (SCRIPT_AGENT, Letter, ask_relay, guess_by_smtp, imap, probe_recipients, send, web)

BOTS = ["203.0.113.61", "203.0.113.62", "2001:db8:bad::9"]
BOT_SHARE = [0, 1, 0, 2, 0, 1, 0, 1, 0, 2, 0, 1, 0, 1]  # which bot makes burst n
BURST = 9
BURST_GAP = 16.0
SHELL_PATH = "/wp-content/uploads/2026/11/wp-cache-7f3.php"
SHELL_DRIVER = "203.0.113.90"
GUESSERS = ["198.51.100.151", "198.51.100.152"]
THIEVES = ["203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14", "2001:db8:f00::15"]
THIEF_SESSIONS = [0, 1, 0, 2, 1, 0, 3, 1, 0, 2, 0, 1, 2, 0, 1, 4, 0, 1, 2, 0, 3, 0, 1, 2, 0, 1, 3, 0, 4, 2]
PROBERS = ["203.0.113.171", "203.0.113.172"]
STOLEN = "info@harbor-tools.example"


def stranger(kind, n):
    """Most of a spammer's addresses cannot be reached, which is why the queue grows."""
    if n % 12 == 5:
        return f"gone.{kind}{n}@post.test"
    if n % 12 == 7:
        return f"{kind}{n}@inbox.test"
    if n % 3 == 1:
        return f"{kind}{n}@box{n % 7}.slow.test"
    return f"{kind}{n}@mail{n % 9}.dark.test"


def forum_bots(line):
    """Robots sign up on the board: bursts with pauses, from three addresses."""
    for burst, bot in enumerate(BOT_SHARE):
        for n in range(BURST):
            to = stranger("reg", burst * BURST + n)
            line.at(4 + BURST_GAP * burst + 0.22 * n, web, "form", BOTS[bot], "birdclub.example",
                    "/phpbb/ucp.php?mode=register", to=[to], agent=SCRIPT_AGENT,
                    form={"username": f"Promo{burst}{n}", "email": to})


def web_shell(line):
    """One address drives an uploaded mailer: twelve requests of five letters."""
    for request in range(12):
        to = [stranger("inv", 5 * request + n) for n in range(5)]
        subject = ["Unpaid invoice 88231", "Final notice: invoice 88231"][request % 2]
        line.at(40 + 14.5 * request, web, "script", SHELL_DRIVER, "lakeside-hotel.example", SHELL_PATH,
                to=to, agent="Mozilla/5.0", form={"k": "lab", "to": ",".join(to), "s": subject,
                                                  "b": "Your account is overdue. Pay today."})


def guess_passwords(line):
    names = [STOLEN, "admin@harbor-tools.example", STOLEN, "sales@harbor-tools.example", STOLEN, STOLEN]
    for turn in range(4):
        line.at(2 + 8 * turn, guess_by_smtp, "guessing", GUESSERS[0], names, "ylmf-pc")
    for turn in range(24):
        line.at(3 + 1.2 * turn, imap, "guessing", GUESSERS[1], names[turn % len(names)], "qwerty")
    for turn in range(3):
        line.at(35 + turn, imap, "guessing", GUESSERS[0], STOLEN, "letmein")


def stolen_mailbox(line):
    line.at(42, imap, "mailbox", THIEVES[4], STOLEN, "harbor123")
    subjects = ["Request for quotation RFQ-7719", "Payment advice 30 November", "Your parcel is waiting"]
    for session, thief in enumerate(THIEF_SESSIONS):
        letters = [Letter(STOLEN, [stranger("lead", 5 * session + n)], subjects[session // 5 % 3],
                          body="Dear Sir,\n\nkindly see the attached.\n", agent="Roundcube Webmail/1.4.1")
                   for n in range(5)]
        line.at(50 + 5.9 * session, send, "mailbox", THIEVES[thief], letters, helo="WIN-7QK2",
                port=587 if session % 2 else 25, tls=session % 3 == 0, login=(STOLEN, "harbor123"),
                mechanism="LOGIN")


def dictionary(line):
    names = ["aaron", "abby", "adam", "alan", "alex", "alice", "andy", "ben", "bob", "carl", "dave", "eve"]
    for turn in range(16):
        wanted = [f"{names[(turn + n) % len(names)]}{turn}" for n in range(5)]
        domain = ["gazette.example", "harbor-tools.example"][turn % 2]
        line.at(15 + 7 * turn, probe_recipients, "probing", PROBERS[turn % 3 == 2], wanted, domain,
                "bulk-mx.test")


def noise(line):
    """Too little of anything to be an incident."""
    for n in range(3):
        line.at(25 + 60 * n, ask_relay, "noise", "198.51.100.199", "scanner.test")
        line.at(33 + 50 * n, send, "noise", "198.51.100.77",
                [Letter("lucky@winner.test", ["desk@gazette.example"], "Casino night, free chips")],
                helo="winner.test")
