"""What lab/play and lab/all say to a person."""
import json
import os
import shutil
import sys
import time

import score
import theatre
from styles import STYLES

TOOLS = ["unshare", "ip", "exim4", "dovecot", "apache2", "rsyslogd", "cron", "openssl", "php"]


SUITES = (theatre.HOST_SUITE, "trixie", "bullseye", "sid")
QUICK = [  # suite, style, scenarios: what ./test has time for
    ("bookworm", "cpanel", ["mailbox_guessed", "shell_uploaded", "form_registration", "list_abused", "frame_by_log_lines",
                            "hostile_fields", "relay_infected_pc", "webmail_roundcube"]),
    ("bookworm", "debian", ["two_culprits", "newsletter_first", "shop_sale_day", "admin_at_work"]),
    ("trixie", "full", ["mailbox_foreign_known", "cron_mailer", "clean_day"]),
    ("bullseye", "syslog", ["mailbox_pop3_then_smtp", "form_contact", "inbound_guessing"]),
]


def choose(options):
    """The performances that lab/all's options ask for."""
    if options.quick:
        return [theatre.Run(name, suite, style) for suite, style, names in QUICK for name in names
                if not options.scenarios or name in options.scenarios]
    names = options.scenarios or theatre.scenario_names()
    suites, styles = options.suites or SUITES, options.styles or list(STYLES)
    runs = []
    for suite in suites:
        for number, name in enumerate(names):
            # Another style for each scenario, and another one on each suite: all pairs come up.
            turn = styles[(number + SUITES.index(suite)) % len(styles)]
            for style in styles if options.product or suite == theatre.HOST_SUITE else [turn]:
                runs.append(theatre.Run(name, suite, style))
    return sorted(runs, key=lambda run: (run.suite, run.style))  # those of one history together


def require_root_and_tools():
    if os.geteuid() != 0:
        sys.exit("lab: must be root (it makes namespaces)")
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
    if missing:
        sys.exit(f"lab: not installed: {' '.join(missing)}; ./test installs what is needed")


def describe(name):
    text = (theatre.load(name).__doc__ or "").strip().splitlines()
    return f"{name:<28} {text[0] if text else ''}"


def show(row, verbose=False):
    name = f"{row['scenario']} ({row['suite']}, {row['style']})"
    messages, culprits, origins = row["messages"], row["culprits"], row["origins"]
    print(f"{'FAIL' if row['wrong'] else 'ok  '} {name:<52} culprits {culprits['named']}"
          f"{'/-%d' % culprits['missed'] if culprits['missed'] else ''}  origins {origins['found']}"
          f"{'/-%d' % origins['missed'] if origins['missed'] else ''}  messages {messages['right']}"
          f"{'/-%d' % messages['missed'] if messages['missed'] else ''}  {row['seconds']['play']:.1f} s, "
          f"scan {row['seconds']['scan']:.2f} s", flush=True)
    for text in row["wrong"]:
        print(f"       {text}")
    if verbose or row["wrong"]:
        for text in row["weak"]:
            print(f"       weak: {text}")
    sys.stdout.flush()


def close(rows, skipped, broken, file):
    """Prints the score, keeps it; the exit status."""
    total = score.total(rows)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"schema": "queuehound/lab/1", "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                                    "total": total, "skipped": skipped, "broken": [str(run) for run in broken],
                                    "runs": rows}, indent=1) + "\n")
    culprits, origins, messages = total["culprits"], total["origins"], total["messages"]
    print(f"""
culprits   {culprits['named']} named, {culprits['missed']} missed; {total['innocents_named']} innocents named
origins    {origins['found']} found, {origins['missed']} missed; {total['innocents_blocked']} innocents blocked
messages   {messages['right']} right, {messages['missed']} left behind, {messages['wrong']} honest ones taken
seconds    {total['seconds']['play']:.0f} of play, {total['seconds']['scan']:.1f} of scanning""")
    for text in skipped:
        print(f"SKIPPED    {text}")
    print(f"{len(rows) - total['failed']} passed, {total['failed'] + len(broken)} failed, {len(skipped)} skipped")
    return 2 if broken else 1 if total["failed"] or not rows else 0
