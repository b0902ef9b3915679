"""Log lines that a local user makes Exim write: it logs the folder it is started in (where it logs arguments),
newlines and all."""
import os

import estate

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def write_lines(town, account, lines, whole):
    """Lines may hold "/", and must every 250 bytes; `whole`: what Exim writes around them looks like lines too."""
    stamp = stamp_of(town)
    around = [" 3 args: /usr/sbin/sendmail -t -i", *lines, f"{stamp} cwd=/home/{account}"] if whole else ["", *lines, ""]
    folder = f"/home/{account}/box" + "\n".join(around)
    os.makedirs(town.machine.path(folder), exist_ok=True)
    town.machine.run("/usr/sbin/exim4", "-bpc", user=estate.ids_of(account), directory=folder)


def stamp_of(town):
    moment = town.moment()
    if "log_timezone" in town.style.exim_lines:  # and milliseconds and a process number
        return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03} {moment:%z} [{4000 + moment.second}]"
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def message_id(town, n):
    """As Exim 4.96 makes them: second, process, fraction."""
    return f"{base62(int(town.moment().timestamp()), 6)}-{base62(4000 + 7 * n, 6)}-{base62(n, 2)}"


def base62(number, width):
    out = ""
    for _ in range(width):
        number, digit = divmod(number, 62)
        out = DIGITS[digit] + out
    return out
