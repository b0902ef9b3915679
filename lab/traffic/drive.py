"""Runs all phases of the capture and leaves OUT/record.json for history.py and truth.py."""
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import attacks
import honest
from clients import record
from timeline import PACE, Timeline

QUIET_SECONDS, INCIDENT_SECONDS = 50, 238
LOGS = ["/var/log/exim_mainlog", "/var/log/exim_rejectlog", "/var/log/maillog"]


def log_files():
    return [Path(p) for p in LOGS] + sorted(Path("/usr/local/apache/domlogs").glob("*/*")) + \
        sorted(Path("/home").glob("*/logs/php_mail.log"))


def offsets():
    return {str(p): p.stat().st_size if p.exists() else 0 for p in log_files()}


def run(*argv):
    return subprocess.run(argv, capture_output=True, text=True, cwd="/root", check=False).stdout


def settle(still_for=3.0, limit=40.0):
    """Waits until Exim's log has not grown for a while."""
    main_log, deadline = Path(LOGS[0]), time.monotonic() + limit
    size, since = -1, time.monotonic()
    while time.monotonic() < deadline and time.monotonic() - since < still_for:
        if main_log.stat().st_size != size:
            size, since = main_log.stat().st_size, time.monotonic()
        time.sleep(0.2)


def install_crontab(newsletter_at):
    when = time.localtime(newsletter_at)
    table = ("# m h dom mon dow command\n"
             "* * * * * /home/gazette/bin/feed_check.sh\n"
             f"{when.tm_min} {when.tm_hour} * * {(when.tm_wday + 1) % 7} /usr/bin/php /home/gazette/newsletter/send.php\n")
    subprocess.run(["crontab", "-u", "gazette", "-"], input=table, text=True, check=True)


def wait_for_newsletter(limit=90.0):
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if Path(LOGS[0]).read_text(errors="replace").count('T="Island Gazette: the week in short"') >= 80:
            return True
        time.sleep(0.5)
    return False


def administrator(line):
    """Somebody with a shell looks at the queue, as one does."""
    def look():
        run("exim", "-bpc")
        ids = re.findall(r"\w{6}-\w{6}-\w\w", run("exim", "-bp"))
        for message in ids[:2]:
            run("exim", "-Mvh", message)
    line.at(100, look)
    line.at(180, look)


def incident_phase():
    line = Timeline()
    honest.busy_hour(line, INCIDENT_SECONDS)
    # In the pauses between bursts of robots (one every BURST_GAP seconds from second 4 on).
    honest.register(line, 4 + 3 * attacks.BURST_GAP + 9, "192.0.2.107", "sara.lind@inbox.test")
    honest.register(line, 4 + 9 * attacks.BURST_GAP + 9, "192.0.2.108", "peter.noor@slow.test")
    honest.reply_to_topic(line, 4 + 5 * attacks.BURST_GAP + 9, "192.0.2.103", "watcher.kim@post.test")
    honest.reply_to_topic(line, 4 + 11 * attacks.BURST_GAP + 9, "192.0.2.103", "watcher.roe@slow.test")
    for second, visitor, email in [(33, "192.0.2.110", "guest.lo@post.test"),
                                   (118, "192.0.2.111", "guest.may@slow.test"),
                                   (220, "192.0.2.112", "guest.ray@inbox.test")]:
        honest.ask_hotel(line, second, visitor, email)
    for attack in (attacks.forum_bots, attacks.web_shell, attacks.guess_passwords, attacks.stolen_mailbox,
                   attacks.dictionary, attacks.noise, administrator):
        attack(line)
    return line.run()


def wait_for_second(first, last):
    """So that each run has the same number of full minutes, and cron's mails, in each phase."""
    while not first <= time.localtime().tm_sec <= last:
        time.sleep(0.2)


def main(out):
    wait_for_second(15, 30)
    marks, began = {"start": offsets()}, time.time()
    # Cron reads its tables at the full minute: the newspaper's letter goes out at the first one
    # that leaves the quiet phase its time.
    newsletter_at = (int(began + QUIET_SECONDS * PACE + 12) // 60 + 1) * 60
    install_crontab(newsletter_at)
    line = Timeline()
    honest.quiet_hour(line, QUIET_SECONDS)
    fine = line.run()
    settle()
    marks["quiet"] = offsets()
    fine = wait_for_newsletter() and fine
    settle()
    marks["newsletter"] = offsets()
    quiet_ended = time.time()
    fine = incident_phase() and fine
    settle(6.0, 60.0)
    Path(out, "record.json").write_text(json.dumps(
        {"began": began, "incidents_began": quiet_ended, "ended": time.time(), "marks": marks,
         "rows": record.rows}))
    print(f"lab: {len(record.rows)} things done in {time.time() - began:.0f} s", file=sys.stderr)
    return fine


if __name__ == "__main__":
    os.chdir("/")
    sys.exit(0 if main(sys.argv[1]) else 1)
