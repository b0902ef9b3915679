#!/usr/bin/env python3
"""`queuehound block` against the real firewalls, each in namespaces of its own: network, mounts and
processes, with a server and a client joined by a veth pair. The host's rules are never touched.

    firewall.py [BACKEND...]      nftables iptables-nft iptables-legacy iptables-plain apf firewalld csf
                                  kill-BACKEND (kill -9 at every change); all without arguments

csf cannot be installed: a strict stand-in checks every argument and fails on what it does not know.
"""
import concurrent.futures
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve()
REPO = HERE.parents[2]
QUEUEHOUND = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
SERVER4, SERVER6 = "198.51.100.1", "2001:db8:1::1"
CLIENTS = ["198.51.100.2", "198.51.100.3", "198.51.100.20", "2001:db8:1::2", "2001:db8:1::3"]
BAD4, GOOD4, NEAR4, BAD6, GOOD6 = CLIENTS
HOSTILE = ["-D INPUT 1", "--", "$(touch /run/pwned) `touch /run/pwned`", "a\nb\" ; flush ruleset #",
           "-p 25 * ? [a-z]", "\"' | drop \\", "x" * 3000, "ümlaut \x1b[2J", ""]
CLIENT = r"""
import socket, sys, threading
def ask(source, out):
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    target = sys.argv[2] if ":" in source else sys.argv[1]
    try:
        s = socket.socket(family); s.settimeout(1.2); s.bind((source, 0))
        s.connect((target, 25)); out[source] = s.recv(3) == b"220"
    except OSError:
        out[source] = False
out = {}
threads = [threading.Thread(target=ask, args=(source, out)) for source in sys.argv[3:]]
[t.start() for t in threads]; [t.join() for t in threads]
print(*[source for source in sys.argv[3:] if out[source]])
"""
try:
    import jsonschema
    SCHEMA = {kind: json.loads((REPO / f"schema/{kind}-1.schema.json").read_text()) for kind in ("block", "allow")}
except ImportError:
    SCHEMA = {}
FINDINGS = {"passed": 0, "failed": 0, "skipped": 0}


def check(holds, what, detail=""):
    FINDINGS["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}\n    {str(detail)[:1500]}", flush=True)
    return holds


def run(*words, text=None, status=0, timeout=120):
    done = subprocess.run(words, input=text, capture_output=True, text=True, timeout=timeout)
    if status is not None and done.returncode != status:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def queuehound(*words, status=0):
    done = subprocess.run([QUEUEHOUND, *words], capture_output=True, text=True, timeout=120, errors="replace")
    check(done.returncode == status, f"{words[:4]} ends with {status}, not {done.returncode}",
          done.stdout + done.stderr)
    return done.stdout + done.stderr


def document(kind, *words, status=0):
    told = json.loads(queuehound(kind, *words, "--json", status=status))
    if SCHEMA:
        wrong = [error.message for error in jsonschema.Draft202012Validator(SCHEMA[kind]).iter_errors(told)]
        check(not wrong, f"{kind} {words}: the document keeps to its schema", wrong)
    return told


# --- the two hosts

def overlay(path):
    base = Path("/run/lab") / path.strip("/").replace("/", "_")
    for part in ("upper", "work"):
        (base / part).mkdir(parents=True)
    run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir={path},upperdir={base}/upper,workdir={base}/work", path)


class Hosts:
    def __init__(self):
        run("mount", "--make-rprivate", "/")
        run("mount", "-t", "tmpfs", "lab", "/run")
        for path in ("/etc", "/usr/sbin", "/usr/bin"):
            overlay(path)
        for path in ("/var/lib", "/var/log"):
            run("mount", "-t", "tmpfs", "lab", path)
        for path in ("/etc/queuehound", "/etc/csf", "/etc/systemd/system"):
            shutil.rmtree(path, ignore_errors=True)
        Path("/etc/resolv.conf").write_text("nameserver 192.0.2.53\n")
        for path in ("/usr/sbin/iptables-apply",):
            Path(path).unlink(missing_ok=True)
        run("ip", "link", "set", "lo", "up")
        self.client = subprocess.Popen(["unshare", "-n", "sleep", "infinity"])
        while os.readlink(f"/proc/{self.client.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
            time.sleep(0.02)
        run("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "eth1")
        run("ip", "link", "set", "eth1", "netns", str(self.client.pid))
        run("ip", "link", "set", "eth0", "up")
        run("ip", "addr", "add", SERVER4 + "/24", "dev", "eth0")
        run("ip", "addr", "add", SERVER6 + "/64", "dev", "eth0", "nodad")
        self.there("ip", "link", "set", "eth1", "up")
        for address in CLIENTS:
            length, nodad = ("/64", ["nodad"]) if ":" in address else ("/24", [])
            self.there("ip", "addr", "add", address + length, "dev", "eth1", *nodad)
        for port in (25, 22):
            self.listen(port)

    def there(self, *words):
        return run("nsenter", "-t", str(self.client.pid), "-n", *words)

    def listen(self, port):
        server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)

        def serve():
            while True:
                peer, _ = server.accept()
                with contextlib.suppress(OSError):
                    peer.sendall(b"220 lab\r\n")
                if port == 25:
                    peer.close()
                else:
                    self.kept = peer
        threading.Thread(target=serve, daemon=True).start()

    def reach(self):
        return set(self.there(sys.executable, "-c", CLIENT, SERVER4, SERVER6, *CLIENTS).split())

    def open_are(self, addresses, what):
        reached = self.reach()
        check(reached == set(addresses), what, f"open: {sorted(reached)}, meant: {sorted(addresses)}")


def plain(text):
    """Rules without what changes by itself: counters, dates, time left."""
    text = re.sub(r"\[\d+:\d+\]", "[n:n]", text)
    text = re.sub(r"packets \d+ bytes \d+", "packets n bytes n", text)
    text = re.sub(r"expires [0-9dhms]+", "expires n", text)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def rules():
    told = []
    for words in (["nft", "list", "ruleset"], ["iptables-save"], ["ip6tables-save"], ["iptables-legacy-save"],
                  ["ip6tables-legacy-save"], ["ipset", "save"]):
        if shutil.which(words[0]):
            told.append(f"== {words[0]}\n{plain(subprocess.run(words, capture_output=True, text=True).stdout)}")
    return "\n".join(told)


def files(*paths):
    return {path: Path(path).read_bytes() if Path(path).exists() else None for path in paths}


# --- the firewalls

class Nftables:
    name, counts, keeps_time = "nftables", True, True
    saved = ["/etc/nftables.conf", "/etc/nftables.d/queuehound.nft", "/etc/nftables/queuehound.nft"]

    def start(self, hosts):
        Path("/etc/nftables.conf").write_text(
            "#!/usr/sbin/nft -f\nflush ruleset\n\ntable inet filter {\n\tset theirs { type ipv4_addr; "
            f"elements = {{ 192.0.2.77 }}; }}\n\tchain input {{\n\t\ttype filter hook input priority 0;\n"
            "\t\tct state established accept\n\t\tip saddr @theirs drop\n\t}\n}\n")
        wants = Path("/etc/systemd/system/sysinit.target.wants")
        wants.mkdir(parents=True)
        (wants / "nftables.service").symlink_to("/lib/systemd/system/nftables.service")
        run("nft", "-f", "/etc/nftables.conf")

    def reload(self):
        run("nft", "flush", "ruleset")
        run("nft", "-f", "/etc/nftables.conf")


class Iptables:
    saved = ["/etc/iptables/rules.v4", "/etc/iptables/rules.v6"]
    name, counts, flavour = "iptables", True, "nft"

    def __init__(self, flavour="nft", keeps_sets=True):
        """`keeps_sets`: sets of ipset are loaded at boot. Else a saved rule that names one would keep all others out."""
        self.flavour, self.keeps_sets, self.keeps_time = flavour, keeps_sets, keeps_sets

    def start(self, hosts):
        use_iptables(self.flavour)
        if self.flavour == "legacy":
            Path("/usr/sbin/nft").rename("/usr/sbin/nft-away")
        for tool, other in (("iptables", "192.0.2.77"), ("ip6tables", "2001:db8:7::7")):
            run(tool, "-A", "INPUT", "-m", "conntrack", "--ctstate", "ESTABLISHED", "-j", "ACCEPT")
            run(tool, "-A", "INPUT", "-s", other, "-j", "DROP")
            run(tool, "-P", "FORWARD", "DROP")
        Path("/etc/iptables").mkdir()
        if self.keeps_sets:
            Path("/etc/iptables/ipsets").write_text("")
        Path("/etc/iptables/rules.v4").write_text(run("iptables-save"))
        Path("/etc/iptables/rules.v6").write_text(run("ip6tables-save"))
        self.reload()

    def reload(self):
        for tool in ("iptables", "ip6tables"):
            run(tool, "-F")
            run(tool, "-X")
        if self.keeps_sets:
            run("ipset", "destroy")
        for tool, path in zip(("iptables", "ip6tables"), self.saved):
            run(tool + "-restore", text=Path(path).read_text())


def use_iptables(flavour):
    for tool in ("iptables", "ip6tables"):
        for suffix in ("", "-save", "-restore"):
            link = Path(f"/usr/sbin/{tool}{suffix}")
            link.unlink()
            link.symlink_to(f"/usr/sbin/{tool}-{flavour}{suffix}")


class Apf:
    name, counts, keeps_time = "apf", False, False
    saved = ["/etc/apf-firewall/deny_hosts.rules"]

    def start(self, hosts):
        run("ip6tables-legacy", "-S")  # even to look makes the table
        use_iptables("legacy")  # `apf -f` flushes the tables of /proc/net/ip_tables_names, legacy's own list
        conf = Path("/etc/apf-firewall/conf.apf")
        text = conf.read_text()
        for key, value in {"DEVEL_MODE": 0, "SET_MONOKERN": 1, "IG_TCP_CPORTS": "22,25", "BLK_RESNET": 0, "VF_ROUTE": 0,
                           "SYSCTL_TCP": 0, "SYSCTL_SYN": 0, "SYSCTL_SYNCOOKIES": 0, "SYSCTL_OVERFLOW": 0, "RESV_DNS": 0,
                           "PKT_SANITY": 0, "VF_CROND": 0}.items():
            text = re.sub(rf'(?m)^{key}="[^"]*"', f'{key}="{value}"', text)
        conf.write_text(text)
        with open("/etc/apf-firewall/deny_hosts.rules", "a") as deny:
            deny.write("# added 198.51.100.21 on 11/23/26 13:50:38 with comment: a neighbour\n198.51.100.21\n")
        self.reload()

    def reload(self):
        run("apf", "-f", status=None)
        run("apf", "-s", status=None)


class Firewalld:
    name, counts, keeps_time = "firewalld", False, True
    saved = []
    bus = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd"><busconfig><type>system</type>
<listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true"/><allow receive_type="method_call"/><allow receive_type="signal"/>
<allow receive_type="method_return"/><allow receive_type="error"/></policy></busconfig>"""

    def start(self, hosts):
        Path("/run/dbus").mkdir()
        Path("/run/bus.conf").write_text(self.bus)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.programs = [subprocess.Popen(["dbus-daemon", "--config-file=/run/bus.conf", "--nofork"], **quiet)]
        time.sleep(0.5)
        self.programs.append(subprocess.Popen(["firewalld", "--nofork", "--nopid"], **quiet))
        for _ in range(100):
            if subprocess.run(["firewall-cmd", "--state"], **quiet).returncode == 0:
                break
            time.sleep(0.2)
        for where in ([], ["--permanent"]):
            run("firewall-cmd", *where, "--zone=public", "--add-service=smtp")
            run("firewall-cmd", *where, "--zone=public",
                '--add-rich-rule=rule family="ipv4" source address="192.0.2.77" drop')

    def reload(self):
        run("firewall-cmd", "--reload")

    def stop(self):
        for program in reversed(self.programs):
            program.terminate()
            program.wait()


def stand_in(path):
    Path(path).unlink(missing_ok=True)
    shutil.copy(HERE.parents[1] / "stand_ins" / Path(path).name, path)
    Path(path).chmod(0o755)


class Csf:
    name, counts, keeps_time = "csf", False, False  # lfd would, and does not run here
    saved = ["/etc/csf/csf.deny", "/var/lib/csf/csf.tempban"]

    def start(self, hosts):
        stand_in("/usr/sbin/csf")
        stand_in("/usr/bin/systemctl")
        Path("/run/systemd/system").mkdir(parents=True)
        Path("/etc/systemd/system").mkdir(parents=True, exist_ok=True)
        Path("/etc/csf").mkdir()
        Path("/var/lib/csf").mkdir()
        Path("/etc/csf/csf.conf").write_text('TESTING = "1"\nIPV6 = "1"\n')
        Path("/etc/csf/csf.deny").write_text("192.0.2.77 # theirs - Mon Nov 23 13:50:38 2026\n")
        Path("/var/lib/csf/csf.tempban").write_text("")
        Path("/etc/csf/csf.allow").write_text("tcp|in|d=22|s=203.0.113.9 # office\n")
        Path("/etc/csf/csf.ignore").write_text("203.0.113.10\n")
        for tool in ("iptables", "ip6tables"):
            run(tool, "-N", "DENYIN")
            run(tool, "-I", "INPUT", "-j", "DENYIN")
        for address in ("203.0.113.9", "203.0.113.10"):
            check("left open" in queuehound("block", "test", address, status=1), f"csf's own list keeps {address} open")
        check("in testing mode" in queuehound("block", "test", "203.0.113.11", status=1), "csf in testing mode is passed over")
        Path("/etc/csf/csf.conf").write_text('TESTING = "0"\nIPV6 = "1"\n')
        Path("/etc/csf/csf.disable").write_text("")
        check("disabled" in queuehound("block", "test", "203.0.113.11", status=1), "csf disabled is passed over")
        Path("/etc/csf/csf.disable").unlink()
        self.reload()

    def reload(self):
        for tool in ("iptables", "ip6tables"):
            run(tool, "-F", "DENYIN")
        listed = [line.split("#")[0].strip() for line in open("/etc/csf/csf.deny")]
        listed += [line.split("|")[1] for line in open("/var/lib/csf/csf.tempban")]
        for address in listed:
            run("ip6tables" if ":" in address else "iptables", "-A", "DENYIN", "-s", address, "-j", "DROP")

    def other_journal(self):
        """A journal elsewhere has a timer of its own, which ends what that journal holds and nothing else."""
        units, state = Path("/etc/systemd/system"), "/var/lib/else where %n $HOME"
        queuehound("block", "add", "203.0.113.20", "--for", "1h")
        queuehound("block", "add", "203.0.113.21", "--for", "1h", "--state", state)
        check(len(list(units.glob("queuehound-expire*.timer"))) == 2, "a timer for each journal", list(units.iterdir()))
        other = next(path for path in units.glob("queuehound-expire-*.service"))
        started = next(line for line in other.read_text().splitlines() if line.startswith("ExecStart="))
        check(started.endswith('"/var/lib/else where %%n $$HOME"'), "systemd is told that journal, word for word", started)
        queuehound("block", "rm", "203.0.113.20")
        check(list(units.glob("queuehound-expire*.timer")) == [other.with_suffix(".timer")], "its own timer goes, the other stays")
        queuehound("block", "rm", "203.0.113.21", "--state", state)

    def after(self):
        self.other_journal()
        check(not Path("/run/csf.refused").exists(), "csf was never asked what it does not know",
              Path("/run/csf.refused").read_text() if Path("/run/csf.refused").exists() else "")
        told = Path("/run/systemctl.argv").read_text()
        check("enable --now queuehound-expire.timer" in told and "disable --now" in told, "the timer came and went", told)
        check(not list(Path("/etc/systemd/system").glob("queuehound*")), "its files are gone")


# --- what is shown of each

def block(firewall, hosts):
    before, saved = rules(), files(*firewall.saved)
    said = queuehound("block", "add", BAD4, BAD6, f"--reason={HOSTILE[0]}")
    check(firewall.name in said, "the firewall in use is taken", said)
    hosts.open_are({GOOD4, NEAR4, GOOD6}, "blocked addresses cannot connect, others can")
    listed = document("block", "list")
    held = {row["address"]: row for row in listed["blocked"] if row["action"]}
    check(set(held) == {BAD4, BAD6} and all(row["holds"] for row in held.values()), "block list shows both", listed)
    if firewall.counts:
        check(held.get(BAD4, {}).get("hits", 0) > 0, "packets that were dropped are counted", held)
    check("is blocked by" in queuehound("block", "test", BAD4), "block test says so")
    check(document("block", "test", BAD4)["test"]["by"]["backend"] == firewall.name, "and so does its document")
    check(document("block", "test", GOOD4, status=1)["test"]["blocked"] is False, "another is not blocked")
    check("blocked already" in queuehound("block", "add", BAD4), "who is blocked is not blocked twice")
    firewall.reload()
    hosts.open_are({GOOD4, NEAR4, GOOD6}, "so after the saved rules were loaded anew, as at boot")
    queuehound("block", "rm", BAD4, BAD6)
    hosts.open_are(CLIENTS, "after rm all can connect")
    after = rules()
    check(after == before, "the rules are what they were", diff(before, after))
    check(files(*firewall.saved) == saved, "and so are the files", (saved, files(*firewall.saved)))
    return before, saved


def diff(a, b):
    import difflib
    return "\n".join(difflib.unified_diff(a.splitlines(), b.splitlines(), lineterm="", n=1))


def is_back(firewall, before, saved, what):
    after = rules()
    check(after == before, f"{what}: rules", diff(before, after))
    check(files(*firewall.saved) == saved, f"{what}: files", (saved, files(*firewall.saved)))


def some_and_networks(firewall, hosts, before, saved):
    queuehound("block", "add", BAD4, GOOD4)
    queuehound("block", "rm", BAD4)
    hosts.open_are(set(CLIENTS) - {GOOD4}, "one of two let in again, the other stays out")
    queuehound("block", "rm", GOOD4)
    queuehound("block", "add", "198.51.100.2/31", "2001:db8:1::2/127")
    hosts.open_are({NEAR4}, "networks are blocked")
    check("only 198.51.100.2/31" in queuehound("block", "rm", BAD4, status=1), "a part of a network is not taken out")
    queuehound("block", "rm", "198.51.100.2/31", "2001:db8:1::2/127")
    hosts.open_are(CLIENTS, "and let in")
    is_back(firewall, before, saved, "after networks")


def expiry(firewall, hosts, before, saved):
    lasts = 20 if firewall.name == "firewalld" else 4
    queuehound("block", "add", BAD4, BAD6, "--for", f"{lasts}s")
    done = time.monotonic()  # its time began before; on a busy machine well before
    check(BAD4 not in hosts.reach(), f"blocked for {lasts} s")
    time.sleep(max(0, done + lasts + 2 - time.monotonic()))
    if firewall.keeps_time:
        hosts.open_are(CLIENTS, "the firewall ends it by itself")
    queuehound("block", "expire")
    hosts.open_are(CLIENTS, "over after expire")
    is_back(firewall, before, saved, "after expire")


def hostile(firewall, hosts, before, saved):
    for reason in HOSTILE:
        queuehound("block", "add", NEAR4, "--for", "1h", f"--reason={reason}")
        row = [row for row in document("block", "list")["blocked"] if row["action"]]
        check(row and row[0]["reason"] == (reason or "asked for by hand"), f"kept as it is: {reason[:30]!r}", row)
        queuehound("block", "rm", NEAR4)
        is_back(firewall, before, saved, f"hostile reason {reason[:30]!r}")
    check(not Path("/run/pwned").exists(), "no text was run")
    for typed in ("-D", "198.51.100.2; reboot", "198.51.100.2\n", "$(id)", "198.51.100.2/33", "1.2.3", "I-abcdef"):
        queuehound("block", "add", "--", typed, status=2)
    is_back(firewall, before, saved, "hostile addresses")


def spared(firewall, hosts, before, saved):
    for address in ("127.0.0.1", "10.1.2.3", "::1", "fe80::1", SERVER4, SERVER6, "198.51.100.0/24", "0.0.0.0/0", "::/0",
                    "224.0.0.1", "255.255.255.255", "192.0.2.53", "104.16.1.1", "20.0.0.0/8"):
        check("not blocked" in queuehound("block", "add", address, status=1), f"{address} stays open")
    session = subprocess.Popen(["nsenter", "-t", str(hosts.client.pid), "-n", sys.executable, "-c",
                                f"import socket; s = socket.create_connection(('{SERVER4}', 22), 3, ('{GOOD4}', 0)); "
                                "s.recv(3); print(1, flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    session.stdout.readline()
    check("SSH" in queuehound("block", "add", GOOD4, status=1), "who is connected by SSH stays open")
    said = queuehound("block", "add", GOOD4, BAD4)
    check("left open" in said and GOOD4 in said, "of two the one is blocked, the other left open", said)
    hosts.open_are(set(CLIENTS) - {BAD4}, "and so it is")
    queuehound("block", "rm", BAD4)
    check("WARNING" in queuehound("block", "add", GOOD4, "--force"), "--force is loud")
    check(GOOD4 not in hosts.reach(), "and blocks")
    check("everybody is shut out" in queuehound("block", "add", "0.0.0.0/0", status=1), "all of IPv4: what it would do")
    queuehound("block", "rm", GOOD4)
    session.kill()
    session.wait()
    queuehound("allow", "add", GOOD4, "--reason", "our\noffice # 1")
    check("allow list" in queuehound("block", "add", GOOD4, status=1), "who is on the allow list stays open")
    check("our office" in document("allow", "list")["allowed"][0]["note"], "with its reason")
    queuehound("allow", "rm", GOOD4)
    queuehound("allow", "rm", GOOD4, status=1)
    queuehound("allow", "add", "domain:a.example", status=2)
    is_back(firewall, before, saved, "after all refusals")


SCENES = {"nftables": Nftables, "iptables-nft": Iptables, "iptables-legacy": lambda: Iptables("legacy"),
          "iptables-plain": lambda: Iptables("nft", False), "apf": Apf, "firewalld": Firewalld, "csf": Csf}


KILLED = [f"kill-{name}" for name in ("nftables", "iptables-nft", "apf", "firewalld", "csf")]


def play(name):
    hosts = Hosts()
    firewall = SCENES[name]()
    firewall.start(hosts)
    hosts.open_are(CLIENTS, "all can connect")
    state = block(firewall, hosts)
    some_and_networks(firewall, hosts, *state)
    expiry(firewall, hosts, *state)
    if name != "firewalld":  # which is not told the reason
        hostile(firewall, hosts, *state)
    if name in ("nftables", "csf"):
        spared(firewall, hosts, *state)
    for more in ("after", "stop"):
        if hasattr(firewall, more):
            getattr(firewall, more)()
    hosts.client.kill()


# --- kill -9

# Every start of a program, every write, sync, rename and removal of ours; of the journal's many writes some.
CALLS = {"clone,clone3,fork,vfork": 1, "write": 1, "rename,renameat,renameat2": 1, "unlink,unlinkat": 1,
         "fsync,fdatasync": 2, "pwrite64": 5}


# firewalld is asked by Python programs of half a second each: of its many writes every third.
STEPS = {"firewalld": {**CALLS, "write": 3, "unlink,unlinkat": 3, "fsync,fdatasync": 6, "pwrite64": 15}}


def settle():
    """Programs that the dead one had started go on to their end; nobody takes leave of them here, so they stay as zombies."""
    at_work = re.compile(r"^\d+ \((nft|iptables-restor|ip6tables-resto|ipset)\) [^Z]", re.M)
    for _ in range(100):
        if not at_work.search(subprocess.run("cat /proc/[0-9]*/stat", shell=True, capture_output=True, text=True).stdout):
            return
        time.sleep(0.02)


def killed(calls, number, *words):
    """True where queuehound was killed at the call; False where it came to its end before."""
    done = subprocess.run(["strace", "-qq", "-o", "/run/trace", "-e", f"trace={calls}", "-e",
                           f"inject={calls}:signal=KILL:when={number}", QUEUEHOUND, *words], capture_output=True, text=True)
    settle()
    return done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)


def kill_at_every_step(name):
    hosts = Hosts()
    firewall = SCENES[name]()
    firewall.start(hosts)
    before, saved = rules(), files(*firewall.saved)
    kills = 0
    for calls, step in STEPS.get(name, CALLS).items():
        for number in range(1, 400, step):
            was_killed = killed(calls, number, "block", "add", BAD4, BAD6, "--for", "1h")
            kills += was_killed
            if was_killed and number % 3 == 1:  # carried on, and then undone
                queuehound("block", "add", BAD4, BAD6)
                listed = document("block", "list")["blocked"]
                ours = {row["address"] for row in listed if row["holds"] and row["action"]}
                check(ours == {BAD4, BAD6}, f"{calls} {number}: finished", listed)
            if was_killed:
                subprocess.run([QUEUEHOUND, "block", "rm", BAD4, BAD6], capture_output=True)
                is_back(firewall, before, saved, f"killed at {calls} {number}, undone")
                continue
            if not killed(calls, number, "block", "rm", BAD4, BAD6):
                is_back(firewall, before, saved, f"{calls}: not killed")
                break
    for calls, step in STEPS.get(name, CALLS).items():
        for number in range(1, 400, step):
            queuehound("block", "add", BAD4, BAD6)
            was_killed = killed(calls, number, "block", "rm", BAD4, BAD6)
            kills += was_killed
            if was_killed:
                subprocess.run([QUEUEHOUND, "block", "rm", BAD4, BAD6], capture_output=True)
            is_back(firewall, before, saved, f"killed at {calls} {number} of rm, undone")
            if not was_killed:
                break
    print(f"{name}: killed {kills} times")
    hosts.client.kill()


def missing():
    return [tool for tool in ("unshare", "nsenter", "ip", "nft", "iptables", "ipset", "apf", "firewall-cmd",
                              "dbus-daemon", "strace") if not shutil.which(tool)]


def inside(name):
    try:
        kill_at_every_step(name.removeprefix("kill-")) if name.startswith("kill-") else play(name)
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
        check(False, f"{name} could be played", error)
    print(json.dumps(FINDINGS))
    sys.stdout.flush()
    os._exit(0)


def play_apart(name):
    started = time.monotonic()
    done = subprocess.run(["unshare", "-m", "-n", "-p", "-f", "--kill-child", "--mount-proc", sys.executable, str(HERE), "--inside", name],
                          capture_output=True, text=True, errors="replace")
    return name, done, time.monotonic() - started


def add_up(name, done, took):
    lines = done.stdout.strip().splitlines() or ["{}"]
    print(f"== {name}: {took:.0f} s", *lines[:-1], sep="\n", flush=True)
    try:
        found = json.loads(lines[-1])
    except json.JSONDecodeError:
        found = {}
    if not found:
        print(f"FAILED: {name} did not come to its end\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
        FINDINGS["failed"] += 1
    for key, count in found.items():
        FINDINGS[key] += count


def main():
    if len(sys.argv) > 2 and sys.argv[1] == "--inside":
        inside(sys.argv[2])
    if os.geteuid() != 0 or missing():
        print("skipped: needs root" if os.geteuid() else f"skipped: not installed: {' '.join(missing())}")
        return 77
    if subprocess.run(["unshare", "-m", "-n", "true"], capture_output=True).returncode != 0:
        print("skipped: no namespaces here")
        return 77
    names = sys.argv[1:] or [*SCENES, *KILLED]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:  # each waits much of the time
        for name, done, took in pool.map(play_apart, names):
            add_up(name, done, took)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**FINDINGS))
    return 1 if FINDINGS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
