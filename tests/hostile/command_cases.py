"""The command line used wrongly, and surroundings that fail: closed and full outputs, no HOME, odd locales."""
import json
import os
import signal
import subprocess

import harness
from harness import (INVISIBLE, SAMPLE, Failed, Limits, Skipped, check_printable, run, scan, server)

WRONG = (
    [], ["scna"], ["scan", "--rot", "x"], ["scan", "--root"], ["scan", "--root", ""], ["scan", "extra"],
    ["scan", "--now", "garbage"], ["scan", "--now", ""], ["scan", "--since", "9" * 400], ["scan", "--since", "-5h"],
    ["scan", "--since", "tomorrowish"], ["scan", "--until", "2026-99-99"], ["scan", "--timezone", "Mars/Olympus"],
    ["scan", "--timezone", "../../etc/passwd"], ["scan", "--width", "0x"], ["scan", "--width", "-3"], ["scan", "--width", "99999999999999"],
    ["scan", "--threads", "-1"], ["scan", "--threads", "many"], ["scan", "--max-memory", "lots"], ["scan", "--color", "mauve"],
    ["scan", "--profile", "windows"], ["scan", "--config", "/nonexistent"], ["scan", "--config", "/dev/null/x"],
    ["scan", "--root", "/nonexistent/at/all"], ["scan", "--root", "/etc/passwd"], ["scan", "--root", "a\0b"[:1]],
    ["scan", "--root", "\x1b[2Jx"], ["scan", "--json=maybe"], ["\x1b[31m"], ["--json"], ["explain"], ["explain", "a", "b"], ["who"],
    ["queue", "show"], ["parse", "x"], ["parse", "--kind", "nonsense", "x"], ["completion", "tcsh"], ["apply"], ["apply", "x", "--confirm-within", "soon"], ["undo"], ["block", "add", "x"],
    ["block"], ["web"],
    ["help", "nothing"], ["scan", "-h", "extra", "--bogus"], ["scan", "--since", "2026-11-23 16:00", "--until", "2026-11-23 15:00"],
)
MAY_ALSO_HELP = ([], ["scan", "-h", "extra", "--bogus"])


def wrong(arguments):
    """Wrong usage: status 2, words on stderr, nothing on stdout."""
    options = list(arguments)
    if options[:1] == ["scan"] and "--root" not in options:
        options += ["--root", str(SAMPLE)]
    answer = run(options)
    if answer.status != 2 and not (arguments in MAY_ALSO_HELP and answer.status == 0):
        raise Failed(f"exit status {answer.status} of {arguments}: {answer.out[:200]!r} {answer.err[:200]!r}")
    if answer.status == 2 and not answer.err.strip():
        raise Failed(f"not a word on stderr about {arguments}")
    if answer.status == 2 and answer.out and arguments:
        raise Failed(f"an error on stdout: {answer.out[:200]!r}")
    check_printable("stderr", answer.err)
    check_printable("stdout", answer.out)


def widths():
    for width in [*range(1, 130, 3), 200, 300]:
        answer = run(["scan", "--root", str(SAMPLE), "--width", str(width)])
        # Below 40 columns nothing readable can be made: refused as wrong usage.
        if answer.status != 1 and not (width < 40 and answer.status == 2):
            raise Failed(f"exit status {answer.status} at width {width}: {answer.err[:200]!r}")
        check_printable(f"text of width {width}", answer.out)


def narrow_lines():
    """Lines keep to the width, but for what cannot be broken: paths, addresses, shell lines."""
    answer = run(["scan", "--root", str(SAMPLE), "--width", "60"])
    for line in answer.out.decode().split("\n"):
        if len(line) > 60 and not line.lstrip().startswith(("$", "queuehound")) and max(map(len, line.split())) < 40:
            raise Failed(f"a line of {len(line)} at width 60: {line!r}")


def plain(variables, options=()):
    answer = run(["scan", "--root", str(SAMPLE), *options], environment=variables)
    if answer.status != 1 or b"\x1b" in answer.out + answer.err:
        raise Failed(f"status {answer.status}, or colour where none is wanted")
    return answer


def ascii_only():
    answer = plain({"LC_ALL": "C"}, ["--ascii"])
    if any(byte > 126 for byte in answer.out + answer.err):
        raise Failed("--ascii shows other characters")


def c_locale():
    for name in ("C", "POSIX", "tr_TR.UTF-8", "nonsense"):
        plain({"LC_ALL": name, "LANG": name})


def no_surroundings():
    """No HOME, no PATH, no TERM, a strange TZ, no working directory."""
    with server() as tree:
        command = ["env", "-i", harness.settings.binary, "scan", "--root", str(tree)]
        kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        done = subprocess.run(["env", "-i", *(f"{k}={v}" for k, v in kept.items()), *command[2:]], capture_output=True,
                              timeout=60 * harness.settings.patience, check=False)
        if done.returncode != 1:
            raise Failed(f"status {done.returncode}: {done.stderr[:300]!r}")
    plain({"TZ": ":/etc/passwd", "HOME": "", "COLUMNS": "-7", "LINES": "x", "TERM": "\x1b[2J"})


def gone_directory():
    folder = f"/tmp/hostile-gone-{os.getpid()}"
    script = f"mkdir {folder} && cd {folder} && rmdir {folder} && exec '{harness.settings.binary}' scan --root '{SAMPLE}' --json"
    done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60 * harness.settings.patience, check=False)
    if done.returncode != 1:
        raise Failed(f"status {done.returncode}: {done.stderr[:300]!r}")


def shell(script, allowed, timeout=60):
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=timeout * harness.settings.patience, check=False,
                          env={**os.environ, "QH": harness.settings.binary, "SAMPLE": str(SAMPLE)})
    said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    status = done.stdout.decode().strip().split("\n")[-1]
    if status not in {str(value) for value in allowed}:
        raise Failed(f"status {status!r}, not {allowed}: {said[-400:]}")
    return said


def closed_stdout():
    for more in ("", "--json"):
        said = shell(f'"$QH" scan --root "$SAMPLE" {more} >&- ; echo $?', (2,))
        if len(said.strip()) < 3:
            raise Failed("fails without a word when stdout is closed")


def full_disk():
    for more in ("", "--json"):
        said = shell(f'"$QH" scan --root "$SAMPLE" {more} > /dev/full; echo $?', (2,))
        if len(said.strip()) < 3:
            raise Failed("fails without a word on a full disk")


def reader_goes_away():
    """`queuehound scan | head -1` ends quietly: by SIGPIPE or with a status of the contract."""
    said = shell('"$QH" scan -v --root "$SAMPLE" | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}', (0, 1, 2, 128 + signal.SIGPIPE))
    if "rror" in said and "pipe" not in said.lower():
        raise Failed(f"is loud about a reader that went away: {said}")


def closed_everything():
    shell('"$QH" scan --root "$SAMPLE" <&- >/dev/null 2>&-; echo $?', (1,))
    shell('"$QH" scan --root "$SAMPLE" <&- >&- 2>&-; echo $?', (1, 2))


def files_run_out():
    """Very few open files: a word and a status, no crash."""
    for number in (4, 6, 8, 12, 20):
        shell(f'ulimit -n {number}; "$QH" scan --root "$SAMPLE" >/dev/null 2>&1; echo $?', (0, 1, 2))


def memory_runs_out():
    if not harness.settings.weigh:
        raise Skipped("sanitizers need their address space")
    for kilobytes in (26_000, 30_000, 60_000, 120_000):
        shell(f'ulimit -v {kilobytes}; "$QH" scan --root "$SAMPLE" >/dev/null 2>&1; echo $?', (0, 1, 2, 127))


def no_threads():
    for number in ("1", "2", "8", "64", "256"):
        answer = run(["scan", "--root", str(SAMPLE), "--threads", number, "--json"])
        if answer.status != 1:
            raise Failed(f"status {answer.status} with {number} threads: {answer.err[:200]!r}")


def threads_agree():
    answers = {run(["scan", "--root", str(SAMPLE), "--threads", n, "--json"]).out for n in ("1", "2", "8")}
    texts = {a[a.index(b'"window"'):] for a in answers}
    if len(texts) != 1:
        raise Failed("the answer depends on the number of threads")


def interrupted():
    """Ctrl-C ends it at once."""
    with server() as tree:
        with open(tree / "var/log/exim_mainlog", "ab") as file:
            file.truncate(2_000_000_000)
        process = subprocess.Popen([harness.settings.binary, "scan", "--root", str(tree)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(5 * harness.settings.patience)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed("does not end on SIGINT") from None


def window_of_nothing():
    for options in (["--now", "1970-01-01T00:00:00Z"], ["--now", "2100-01-01T00:00:00Z"], ["--since", "1s"], ["--since", "30d"],
                    ["--since", "10000d"], ["--now", "2026-11-23T21:55:00Z"]):
        answer = run(["scan", "--root", str(SAMPLE), *options, "--json"])
        if answer.status not in (0, 1, 2):
            raise Failed(f"status {answer.status} of {options}")


ASKED = (["queue"], ["queue", "--json"], ["queue", "--like", "bp"], ["queue", "--summary", "subject"], ["check"], ["check", "--json"],
         ["who", "info@harbor-tools.example"], ["who", "203.0.113.61"], ["who", "msg:1xVbDg-0000AF-0F", "--json"],
         ["explain", "info@harbor-tools.example"], ["explain", "info@harbor-tools.example", "--json"])


def garble(path, step):
    """Every so many bytes another one, control bytes and broken UTF-8 among them."""
    data = bytearray(path.read_bytes())
    for at in range(step // 2, len(data), step):
        data[at] = (data[at] * 7 + at) & 0xFF
    path.write_bytes(bytes(data))


def others_on_broken(step):
    """The other commands on a server whose logs and queue are damaged."""
    with server() as tree:
        for name in harness.LOGS:
            garble(tree / name, step * 9)
        for path in harness.headers(tree)[::3]:
            garble(path, step)
        for arguments in ASKED:
            answer = run([*arguments, "--root", str(tree)])
            if answer.status not in (0, 1, 2):
                raise Failed(f"exit status {answer.status} of {arguments}")
            if "--json" in arguments and answer.status != 2:
                json.loads(answer.out.decode())
            check_printable("stdout", answer.out)
            check_printable("stderr", answer.err)


def cases():
    for step in (37, 211, 1009):
        yield f"command: the other commands, a byte in {step} is another", lambda s=step: others_on_broken(s)
    for arguments in WRONG:
        yield f"command: {' '.join(arguments)!r} is wrong", lambda a=arguments: wrong(a)
    yield "command: every width", widths
    yield "command: lines keep to the width", narrow_lines
    yield "command: no colour in a pipe", lambda: plain({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    yield "command: NO_COLOR", lambda: plain({"NO_COLOR": "1", "TERM": "xterm"})
    yield "command: --ascii", ascii_only
    yield "command: locales", c_locale
    yield "command: no surroundings", no_surroundings
    yield "command: working directory gone", gone_directory
    yield "command: stdout closed", closed_stdout
    yield "command: disk full", full_disk
    yield "command: reader goes away", reader_goes_away
    yield "command: everything closed", closed_everything
    yield "command: no files left", files_run_out
    yield "command: no memory left", memory_runs_out
    yield "command: any number of threads", no_threads
    yield "command: threads agree", threads_agree
    yield "command: interrupted", interrupted
    yield "command: odd windows", window_of_nothing
