"""What lab/play and lab/all say to a person."""
import os
import shutil
import sys

import theatre

TOOLS = ["unshare", "ip", "exim4", "dovecot", "apache2", "rsyslogd", "cron", "openssl", "php"]


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
