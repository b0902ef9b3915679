#!/usr/bin/env python3
"""`check` on small servers of several styles; the manual pages under groff and mandoc; the completion
scripts under the shells themselves; the pager on a real terminal."""
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cases"))
from server import Server  # noqa: E402

PROGRAM = os.environ.get("QUEUEHOUND", str(HERE.parents[1] / "build/release/queuehound"))
results = {"passed": 0, "failed": 0, "skipped": 0}


def expect(holds, what):
    results["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}")


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, **more)


def check(root, *arguments):
    done = run("check", "--root", str(root), "--json", *arguments)
    document = json.loads(done.stdout)
    return done.returncode, {row["name"]: row for row in document["findings"]}, document


def build(folder, style, days=35):
    server = Server(str(folder), layout="cpanel" if style == "cpanel" else "debian", log=style)
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    for ago in range(days, -1, -1):
        for hour in ("11", "12", "13"):
            server.local_message("harbor", (ago, f"{hour}:00:00"), "info@harbor.example", ["x@reader.example"],
                                 "News", directory="/home/harbor/public_html")
    server.visit("harbor.example", "192.0.2.31", "10:00:00", ("/",))
    server.write()
    return server


def styles():
    with tempfile.TemporaryDirectory() as folder:
        missing = {}
        for style in ("debian", "cpanel", "all"):
            root = pathlib.Path(folder) / style
            root.mkdir()
            build(root, style)
            status, findings, document = check(root)
            missing[style] = document["log_selector"]["missing"]
            told_by = "configuration" if style == "cpanel" else "log lines"  # a file without the option
            expect(document["log_selector"]["known_from"] == told_by, f"{style}: told by lines")
            expect(status == (1 if findings else 0), f"{style}: exit {status} with {list(findings)}")
            before = sorted(p.relative_to(root) for p in root.rglob("*"))
            run("check", "--root", str(root))
            expect(before == sorted(p.relative_to(root) for p in root.rglob("*")), f"{style}: nothing written")
        expect("arguments" in missing["debian"] and "subject" in missing["debian"], f"debian {missing}")
        expect("arguments" not in missing["cpanel"] and "subject" not in missing["cpanel"], f"cpanel {missing}")
        expect(missing["all"] == [], f"all {missing}")
        settings(pathlib.Path(folder) / "debian")


def settings(root):
    """Each thing written into the tree moves its finding."""
    def put(path, text):
        file = root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    put("/etc/exim4/exim4.conf", "spool_directory = /var/spool/exim4\nlog_selector = +tls_sni -pid\nbegin acl\n")
    put("/etc/php/8.2/fpm/php.ini", "; made up\nmail.add_x_header = Off\n")
    put("/etc/php/8.2/fpm/pool.d/harbor.conf", "[harbor]\nuser = harbor\n")
    put("/etc/csf/csf.conf", 'TESTING = "1"\n')
    _, findings, document = check(root)
    line = findings["log_selector"]
    expect(line["place"] == "/etc/exim4/exim4.conf:2", f"place {line['place']}")
    expect(line["lines"] == ["log_selector = +tls_sni +arguments +subject +received_recipients +pid "
                             "+incoming_port"], f"line {line['lines']}")
    expect(findings["php_header"]["place"] == "/etc/php/8.2/fpm/php.ini:2", "place of the header")
    expect("php_log" in findings and "csf_testing" in findings, f"php_log, csf_testing in {list(findings)}")
    expect(document["evidence"] == "weak", "weak")
    put("/etc/exim4/exim4.conf", line["lines"][0] + "\n")
    put("/etc/php/8.2/fpm/php.ini", "mail.add_x_header = On\nmail.log = /var/log/php_mail.log\n")
    put("/etc/csf/csf.conf", 'TESTING = "0"\n')
    _, findings, document = check(root)
    for name in ("log_selector", "php_header", "php_log", "csf_testing"):
        expect(name not in findings, f"{name} after its remedy")
    login_addresses(root, put)
    absent_logs(root, put)
    text = run("check", "--root", str(root), "--ascii", "--width", "80").stdout
    expect(text.startswith("Evidence is ") and "What to do" in text.splitlines()[1], "the first two lines")


def absent_logs(root, put):
    """A log that the settings name and that is not there is told: its server would look peaceful."""
    put("/etc/queuehound/queuehound.toml", '[paths]\ndovecot_logs = ["/var/log/no.log"]\n')
    seen = "/var/log/no.log, which the settings name, is not there"
    _, findings, document = check(root)
    expect(findings.get("absent_log", {}).get("seen") == seen, f"absent: {findings.get('absent_log')}")
    expect("login_log" in findings, "no log of Dovecot")
    expect(seen in json.loads(run("scan", "--root", str(root), "--json").stdout)["notes"], "a note of the scan")
    put("/etc/queuehound/queuehound.toml", "")
    expect("absent_log" not in check(root)[1], "nothing is absent")


def login_addresses(root, put):
    """A Dovecot told to leave addresses out; the line that is offered is one that Dovecot takes."""
    line = "2026-11-23 10:0{0}:00 imap-login: Info: Login: user=<kim@harbor.example>, method=PLAIN, {1}lip=192.0.2.1, mpid={0}\n"
    put("/etc/dovecot/dovecot.conf", "log_path = /var/log/dv.log\n!include_try local.conf\n")
    put("/etc/dovecot/local.conf", "# made up\nlogin_log_format_elements = user=<%u> method=%m lip=%l mpid=%e\n")
    put("/var/log/dv.log", "".join(line.format(i, "rip=192.0.2.7, ") for i in range(5)))
    expect("login_address" not in check(root)[1], "logins with addresses")
    put("/var/log/dv.log", "".join(line.format(i, "rip=192.0.2.7, " if i == 0 else "") for i in range(5)))
    finding = check(root)[1].get("login_address")
    expect(finding and finding["place"] == "/etc/dovecot/local.conf:2", f"logins without addresses: {finding}")
    (offered,) = finding["lines"]
    put("/etc/dovecot/local.conf", offered + "\n")
    read = subprocess.run(["doveconf", "-c", str(root / "etc/dovecot/dovecot.conf"), "login_log_format_elements"],
                          capture_output=True, text=True)
    expect(read.returncode == 0 and read.stdout.strip() == offered, f"doveconf: {read.stdout}{read.stderr}")


def unprivileged():
    """Who may not look into the queue is told that, not that there is none."""
    if os.geteuid() != 0:
        results["skipped"] += 1
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        shutil.copy(PROGRAM, f"{folder}/queuehound")
        spool = pathlib.Path(folder) / "server/var/spool/exim"
        (spool / "input").mkdir(parents=True)
        spool.chmod(0o700)
        for command in (["queue"], ["scan"], ["queue", "show", "1xVUGb-0005L4-0b"]):
            done = subprocess.run([f"{folder}/queuehound", *command, "--root", f"{folder}/server"], capture_output=True,
                                  text=True, user=65534, group=65534, extra_groups=[], cwd="/")
            expect(done.returncode == 2 and "/var/spool/exim: Permission denied" in done.stderr, f"{command}: {done.stderr}")


def selectors():
    """What Exim itself refuses as a log_selector, `check` says it will; and the line it offers is none of it."""
    exim = shutil.which("exim4") or shutil.which("exim")
    with tempfile.TemporaryDirectory() as folder:
        root, config = pathlib.Path(folder) / "server", pathlib.Path(folder) / "exim.conf"
        root.mkdir()
        build(root, "debian", days=1)

        def is_taken(setting):
            config.write_text(f"log_selector = {setting}\n")
            return subprocess.run([exim, "-C", str(config), "-bP", "log_selector"], capture_output=True).returncode == 0

        for text in ("+all", "+ALL", "+ all", "all", "+subject+pid", "+subject +PID", "+subject,+pid", "+subject -pid",
                     "+subject - pid", "  +subject", "+", "-all +subject", "+subject pid", "+subject:+pid", "+tls_sni.", "none",
                     "0x1", "+pid none", "off, +subject"):
            place = root / "var/lib/exim4/config.autogenerated"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"log_selector = {text}\n")
            row = check(root)[1].get("log_selector", {"seen": "", "lines": []})
            expect(is_taken(text) == ("refuses" not in row["seen"]), f"log_selector {text!r}: {row}")
            for line in row["lines"]:
                expect(is_taken(line.partition(" = ")[2]), f"for {text!r} check offers {line!r}")


DEFAULT = ".ifndef MAIN_LOG_SELECTOR\nMAIN_LOG_SELECTOR = +tls_peerdn\n.endif\n"
USE = ".ifdef MAIN_LOG_SELECTOR\nlog_selector = MAIN_LOG_SELECTOR\n.endif\n"
OWN_OPTION = USE.replace("= MAIN_LOG_SELECTOR", "= +subject")
DEBIANS = {  # by what the administrator did: whether it is split, and the files in the order they are put together
    "nothing": ({"exim4.conf.localmacros": "", "exim4.conf.template": DEFAULT + USE}, "exim4.conf.localmacros", 0),
    "nothing, split": ({"conf.d/main/000_localmacros": "", "conf.d/main/01_lists": DEFAULT, "conf.d/main/90_log": USE},
                       "conf.d/main/000_localmacros", 0),
    "the macro": ({"exim4.conf.localmacros": "X = 1\nMAIN_LOG_SELECTOR = +subject \\\n  +pid\n", "exim4.conf.template": DEFAULT + USE},
                  "exim4.conf.localmacros", 2),
    "the macro, split, elsewhere": ({"conf.d/main/00_mine": "MAIN_LOG_SELECTOR=+subject\n", "conf.d/main/01_lists": DEFAULT,
                                     "conf.d/main/90_log": USE}, "conf.d/main/00_mine", 1),
    "the macro again": ({"conf.d/main/01_lists": DEFAULT, "conf.d/main/80_mine": "MAIN_LOG_SELECTOR == +subject\n",
                         "conf.d/main/90_log": USE}, "conf.d/main/80_mine", 1),
    "the option": ({"exim4.conf.localmacros": "MAIN_LOG_SELECTOR = +pid\n", "exim4.conf.template": DEFAULT + OWN_OPTION},
                   "exim4.conf.template", 5),
    "the option, split": ({"conf.d/main/01_lists": DEFAULT, "conf.d/main/90_log": OWN_OPTION}, "conf.d/main/90_log", 2),
}


def as_told(text, number, line):
    """`text` with `line` in place of the statement at `number`, or at its end."""
    lines = text.splitlines()
    if number == 0:
        return text + line + "\n"
    end = number
    while lines[end - 1].endswith("\\"):
        end += 1
    return "\n".join(lines[:number - 1] + [line] + lines[end:]) + "\n"


def debians_sources():
    """Debian's Exim reads what is put together of other files: the line goes where one stands already, and Exim takes it."""
    exim = shutil.which("exim4") or shutil.which("exim")
    for name, (files, wanted, number) in DEBIANS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            build(root, "debian", days=1)

            def put(path, text):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)

            split = "true" if any(path.startswith("conf.d") for path in files) else "false"
            put("etc/exim4/update-exim4.conf.conf", f"dc_use_split_config='{split}'\n")
            (root / "etc/exim4/exim4.conf").unlink(missing_ok=True)
            for path, text in files.items():
                put("etc/exim4/" + path, text)
            put("var/lib/exim4/config.autogenerated", "".join(files.values()))
            row = check(root)[1]["log_selector"]
            place = f"/etc/exim4/{wanted}" + (f":{number}" if number else "")
            expect(row["place"] == place, f"{name}: {row['place']}, not {place}")
            expect(("in place of" in (row["advice"] or "")) == (number > 0), f"{name}: {row['advice']}")
            told = {path: as_told(text, number, row["lines"][0]) if path == wanted else text for path, text in files.items()}
            put("var/lib/exim4/config.autogenerated", "".join(told.values()))
            done = subprocess.run([exim, "-C", str(root / "var/lib/exim4/config.autogenerated"), "-bP", "log_selector"],
                                  capture_output=True, text=True)
            expect(done.returncode == 0 and "+arguments" in done.stdout, f"{name}: Exim says {done.stdout} {done.stderr}")
            expect("log_selector" not in check(root)[1], f"{name}: well after its remedy")


def ages_of_logs():
    """logrotate removes by count and by age: the lines to write end both, and take nothing away."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        build(root, "debian", days=8)
        rule = root / "etc/logrotate.d/exim4-base"
        rule.parent.mkdir(parents=True, exist_ok=True)
        for kept, wanted in (("rotate 10", ["rotate 31"]), ("rotate 90\n maxage 7", ["maxage 31"]),
                             ("rotate 10\n maxage 7", ["rotate 31", "maxage 31"]), ("rotate 90\n maxage 60", None)):
            rule.write_text(f"/var/log/exim4/mainlog /var/log/*log /var/log/apache2/*log /var/log/apache2/*/*log {{\n daily\n {kept}\n}}\n")
            row = check(root)[1].get("history")
            found = row["lines"] if row and "exim4-base" in row["place"] else None
            expect(found == wanted, f"history for {kept!r}: {row}")


def with_tool(tool, arguments, text):
    if not shutil.which(tool):
        results["skipped"] += 1
        return
    done = subprocess.run([tool, *arguments], input=text, capture_output=True, text=True, timeout=30)
    expect(done.returncode == 0 and not done.stderr.strip(), f"{tool}: {done.stderr[:300]}")


def manuals_and_scripts():
    for page in ("--man", "--man-settings"):
        text = run("help", page).stdout
        expect(text.startswith(".TH "), page)
        with_tool("groff", ["-man", "-ww", "-z"], text)
        with_tool("mandoc", ["-Tlint", "-Wstyle"], text)
    for shell in ("bash", "zsh", "fish"):
        with_tool(shell, ["-n"], run("completion", shell).stdout)
    expect(run("completion", "tcsh").returncode == 2, "no such shell")
    expect(run("complete", "--", "che").stdout == "check\n", "complete")
    sample = str(HERE.parents[1] / "examples" / "sample-server")
    ids = run("queue", "--ids", "--root", sample).stdout.split()
    offers = run("complete", "--", "queue", "--root", sample, "show", "").stdout.split()
    expect(ids and set(offers) <= set(ids) and len(offers) == min(len(ids), 500), "ids of the queue are offered")
    expect(run("complete", "--", "who", "--root", sample, "msg:" + ids[0]).stdout == f"msg:{ids[0]}\n",
           "a message as a subject is offered")
    scan = json.loads(run("scan", "--root", sample, "--json").stdout)
    offers = run("complete", "--", "explain", "--root", sample, "").stdout.split()
    expect({incident["id"] for incident in scan["incidents"]} <= set(offers) and
           any(offer.startswith("mailbox:") for offer in offers), "incidents and their subjects are offered")
    offers = run("complete", "--", "who", "--root", sample, "").stdout.split()
    expect({fine["actor"] for fine in scan["looks_fine"]} <= set(offers), "and to who what looks fine")
    in_fish(sample)
    at_a_prompt(sample, next(i for i in scan["incidents"] if i["account"])["account"])


def in_fish(sample):
    """Files are offered where the program has no word, and not among its words."""
    if not shutil.which("fish"):
        results["skipped"] += 1
        return
    for typed, offers in (("scan --wid", ["--width"]), ("queue --summary su", ["subject"]), ("comp", ["completion"]),
                          (f"scan --root={sample}/va", [f"--root={sample}/var/"]), (f"scan --root {sample}/va", [f"{sample}/var/"])):
        script = f"queuehound completion fish | source; complete -C 'queuehound {typed}'"
        with tempfile.TemporaryDirectory() as folder:
            for name in ("subject.txt", "completion.txt"):
                (pathlib.Path(folder) / name).touch()
            done = subprocess.run(["fish", "-N", "-c", script], capture_output=True, text=True, timeout=30, cwd=folder,
                                  env={**os.environ, "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"})
        seen = [line.partition("\t")[0] for line in done.stdout.splitlines()]
        expect(seen == offers, f"fish offers for {typed!r}: {seen} {done.stderr[:200]}")


def at_a_prompt(sample, account):
    """Tab in a real bash, which breaks words at "=", ":" and "@"."""
    for typed, becomes in (("scan --wid", "scan --width "),
                           ("parse --kind=exim_m", "parse --kind=exim_main "),
                           (f"explain --root={sample[:-2]}", f"explain --root={sample}"),
                           (f"explain  --root {sample} mailb", f"explain  --root {sample} mailbox:{account} "),
                           (f"explain --root {sample} mailbox:", f"explain --root {sample} mailbox:{account} "),
                           (f"explain --root {sample} mailbox:{account[:-3]}", f"explain --root {sample} mailbox:{account} "),
                           (f"who --root {sample} {account[:4]}", f"who --root {sample} {account} ")):
        child, terminal = pty.fork()
        if child == 0:
            os.system("stty cols 400")
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                       {**os.environ, "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}", "PS1": "$ ", "TERM": "dumb"})
        os.write(terminal, b'eval "$(queuehound completion bash)"; PS1="REA""DY "\n')
        read_until(terminal, "READY ")
        os.write(terminal, f"queuehound {typed}\t\t".encode())
        seen = read_until(terminal, f"queuehound {becomes}")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
        expect(f"queuehound {becomes}" in seen, f"bash makes of {typed!r}: {seen!r}")


def parts_of(terminal, seconds):
    """What a terminal shows, as it comes, until its program ends or time is up."""
    until = time.monotonic() + seconds
    while select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            return
        if not part:
            return
        yield part


def read_until(terminal, text):
    """What a terminal shows until it shows `text`, or for ten seconds."""
    seen = ""
    for part in parts_of(terminal, 10):
        # A bell rings, and what was typed is drawn once more behind backspaces.
        seen += part.decode(errors="replace").replace("\a", "")
        while "\b" in seen:
            seen = seen[:seen.index("\b") - 1] + seen[seen.index("\b") + 1:]
        if text in seen:
            break
    return seen


def on_terminal(environment, *arguments):
    """What a terminal of ten lines gets to see."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.system("stty rows 10 cols 80")
        os.execve(PROGRAM, [PROGRAM, *arguments], {**os.environ, "TERM": "xterm", **environment})
    seen = b"".join(parts_of(terminal, 20))
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode(errors="replace")


def pager():
    sample = str(HERE.parents[1] / "examples" / "sample-server")
    with tempfile.TemporaryDirectory() as folder:
        mark = pathlib.Path(folder) / "pager"
        mark.write_text("#!/bin/sh\necho PAGED $#\ncat\n")
        mark.chmod(0o755)
        words = ("check", "--root", sample)
        status, seen = on_terminal({"PAGER": f"{mark} one two"}, *words)
        expect("PAGED 2" in seen and "Nothing was changed." in seen and status == 1, f"paged: {seen[:200]}")
        for environment, more in (({"PAGER": str(mark)}, ["--no-pager"]), ({"PAGER": "cat"}, []), ({"PAGER": ""}, []),
                                  ({"PAGER": f"{mark}; echo PAGED"}, []), ({"PAGER": "/no/such/pager"}, []),
                                  ({"PAGER": "false"}, []),
                                  ({"PAGER": str(mark)}, ["--json"])):
            status, seen = on_terminal(environment, *words, *more)
            expect("PAGED" not in seen and "reaches back" in seen and status == 1,
                   f"{environment} {more}: {status} {seen[:200]}")
        piped = run(*words, env={**os.environ, "PAGER": str(mark)}).stdout
        expect("PAGED" not in piped and piped.endswith("Nothing was changed.\n"), "a pipe")
        (pathlib.Path(folder) / "first").write_text("#!/bin/sh\nhead -n 1\n")
        (pathlib.Path(folder) / "first").chmod(0o755)
        status, seen = on_terminal({"PAGER": f"{folder}/first"}, *words)
        expect(status == 1 and "ALSO HERE" not in seen, f"a pager that leaves early: {status}")


def without_countries(scan):
    for incident in scan["incidents"]:
        for origin in incident["origins"]:
            origin["country"] = None
    return {name: scan[name] for name in ("incidents", "looks_fine", "notes")}


def countries():
    """Where the tables of tor-geoipdb lie, addresses bear their country; no verdict and no block is another for it."""
    sample = HERE.parents[1] / "examples/sample-server"
    plain = json.loads(run("scan", "--root", str(sample), "--json").stdout)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "server"
        shutil.copytree(sample, root, symlinks=True)
        (root / "usr/share/tor").mkdir(parents=True)
        (root / "usr/share/tor/geoip").write_text("3405803776,3405804031,NL\n")  # 203.0.113.0/24
        (root / "usr/share/tor/geoip6").write_text("2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,SE\n")
        _, _, doctor = check(root)
        expect({"kind": "geo", "path": "/usr/share/tor/geoip"}.items() <= next(
            (row for row in doctor["defences"] if row["kind"] == "geo"), {}).items(), f"check finds them: {doctor['defences']}")
        told = json.loads(run("scan", "--root", str(root), "--json").stdout)
        origins = [origin for incident in told["incidents"] for origin in incident["origins"]]
        for start, country in (("203.0.113.", "NL"), ("2001:db8:", "SE")):
            seen = {origin["country"] for origin in origins if origin["address"].startswith(start)}
            expect(seen == {country}, f"{start}: {seen}")
        expect(any(origin["country"] is None for origin in origins), "an address of neither table bears none")
        text = run("explain", told["incidents"][0]["id"], "--root", str(root)).stdout
        expect("(NL, " in text, "explain shows it")
        expect(without_countries(told) == without_countries(plain), "and nothing else changed")


styles()
countries()
unprivileged()
selectors()
debians_sources()
ages_of_logs()
manuals_and_scripts()
pager()
print("{passed} passed, {failed} failed, {skipped} skipped".format(**results))
sys.exit(1 if results["failed"] else 0)
