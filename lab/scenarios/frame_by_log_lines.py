"""Local user sam writes whole log lines through folder names with newlines, so that Anna seems to spam; meanwhile a stolen mailbox does."""
import os
from clients import Letter

STOLEN, ANNA, DESK = "desk@gazette.example", "anna@harbor-tools.example", "198.51.100.24"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    for n in range(20):
        letters = [Letter(STOLEN, [to], "Prize draw, ticket 77", "You have won.\n") for to in crime.victims(5)]
        crime.smtp(town.at("13:45") + 60 * n, f"203.0.113.{50 + n % 4}", letters, login=town.login(STOLEN), helo="User")
    town.crime("script", is_sure=False, system_user="sam")  # what sam does is no mail, but may be told
    for n in range(60):
        town.plan(town.at("13:30") + 30 * n, forge, town, n)
    town.owner_writes("13:52", "info@harbor-tools.example", "yard@slow.test", "Chandlery order 5511")
    town.owner_writes("14:00", ANNA, "works@slow.test", "Order for brass fittings 44")


def forge(town, n):
    """Exim logs the folder it is started in (where it logs arguments), newlines and all; every second time
    the name begins and ends as whole lines do, so that nothing in the log looks broken."""
    moment, stamp = town.moment(), stamp_of(town)
    message = f"{base62(int(moment.timestamp()), 6)}-{base62(4000 + 7 * n, 6)}-{base62(n, 2)}"
    to = f"lead.{n}@mail3.dark.test"
    end = f"=> {to} R=outside T=to_outside H=mx.post.test [192.0.2.240] C=\"250 Ok, queued as 4/{n}\"" if n % 4 < 2 else \
        f"== {to} R=outside T=to_outside defer (-44) H=mx.slow.test [192.0.2.242]: 451 4.7.1 Try again later, 4/{n}"
    lines = [f"{stamp} {message} <= {ANNA} H=(pc) [{DESK}]:4{n:04} P=esmtpa A=dovecot_login:{ANNA} S=612 "
             f"T=\"Cheap loans 1/2\" for {to}",
             f"{stamp} {message} {end}", f"{stamp} {message} Completed"]
    whole = n % 2 == 1
    lines = [" 3 args: /usr/sbin/sendmail -t -i", *lines, f"{stamp} cwd=/home/sam"] if whole else ["", *lines, ""]
    folder = "/home/sam/box" + "\n".join(lines)
    os.makedirs(town.machine.path(folder), exist_ok=True)
    town.machine.run("/usr/sbin/exim4", "-bpc", user=(1105, 1105), directory=folder)


def stamp_of(town):
    moment = town.moment()
    if "log_timezone" in town.style.exim_lines:  # and milliseconds and a process number
        return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03} {moment:%z} [{4000 + moment.second}]"
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def base62(number, width):
    out = ""
    for _ in range(width):
        number, digit = divmod(number, 62)
        out = DIGITS[digit] + out
    return out
