#!/usr/bin/env python3
"""Holds the reading of Exim's configuration (macros, conditions, included files, continued lines) to
Exim's own: `exim -C FILE -bP` on configurations by hand and on ones made at random.

    tests/oracle/exim_config.py        the helper program is in $QUEUEHOUND_ORACLES

Exit status: 0 equal, 1 different, 77 skipped.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
OURS = Path(os.environ.get("QUEUEHOUND_ORACLES", REPO / "build/release/oracle"), "oracle_exim_config")
TEXTS = ("smtp_banner", "delay_warning_condition", "callout_random_local_part", "errors_copy",
         "local_from_suffix", "percent_hack_domains")
FLAGS = ("prod_requires_admin", "smtp_enforce_sync", "split_spool_directory")
LISTS = ("local_domains", "relay_hosts")

# Each is a main section, "@" standing for the folder of included files.
BY_HAND = {
    "a macro within a macro": "B = one\nA = B two\nsmtp_banner = A\n",
    "a later macro in an earlier one": "A = BB\nBB = two\nsmtp_banner = A\n",
    "changed": "A = one\nB = A\nA == two\nsmtp_banner = A B\n",
    "letters within a word": "FOO = bar\nsmtp_banner = xFOOyFOO_FOO1\n",
    "a whole line": "LINE = smtp_banner = whole\nLINE\n",
    "its name is kept where it is defined": "A = x\nA == A y\nsmtp_banner = A\n",
    "empty": "A =\nsmtp_banner = [A]\n.ifdef A\nerrors_copy = set\n.endif\n",
    "a part of a word is a condition": "FOO = x\n.ifdef AFOOB\nsmtp_banner = yes\n.endif\n",
    "not defined": ".ifdef FOO\nsmtp_banner = a\n.else\nsmtp_banner = b\n.endif\n",
    "ifndef": ".ifndef FOO\nsmtp_banner = a\n.else\nsmtp_banner = b\n.endif\n",
    "any of several": "B = 1\n.ifdef A B\nsmtp_banner = yes\n.endif\n",
    "elif": "C = 1\n.ifdef A\nsmtp_banner = a\n.elifdef C\nsmtp_banner = c\n.elifdef C\nsmtp_banner = d\n"
            ".else\nsmtp_banner = e\n.endif\n",
    "nested in what does not hold": "C = 1\n.ifdef A\n.ifdef C\nsmtp_banner = a\n.else\nsmtp_banner = b\n.endif\n"
                                    ".else\nsmtp_banner = c\n.endif\n",
    "defined in a branch": ".ifndef A\nA = set\n.endif\nsmtp_banner = A\n",
    "defined in none": ".ifdef Z\nA = set\n.endif\nsmtp_banner = A\n",
    "Exim's own": ".ifdef _HAVE_TLS\nsmtp_banner = tls\n.else\nsmtp_banner = none\n.endif\n",
    "continued": "smtp_banner = one \\\n  # not this\n   two\\\n  three\\\n\nerrors_copy = next\n",
    "continued over a condition": "A = 1\nsmtp_banner = one \\\n.ifdef A\n two \\\n.else\n three \\\n.endif\n four\n",
    "included": ".include @/banner\n",
    "included by a bare name": ".include banner\n",
    "included by a macro": "DIR = @\n.include DIR/banner\n",
    "defines macros": ".include @/macros\nsmtp_banner = FROM_FILE\n",
    "if it exists": ".include_if_exists @/nowhere\n.include_if_exists @/banner\n",
    "included in none": ".ifdef A\n.include @/nowhere\n.endif\nsmtp_banner = here\n",
    "included between continued lines": "smtp_banner = one \\\n.include @/tail\n",
    "quoted": 'smtp_banner = "with \\"quotes\\" and a \\\\ \\x41\\101"\nerrors_copy = "a b"\n',
    "blanks": "  smtp_banner   =   a   b  \n\terrors_copy=c\n",
    "flags": "no_smtp_enforce_sync\nsplit_spool_directory = true\nnot_prod_requires_admin\n",
    "hidden": "hide smtp_banner = secret\n",
    "lists": "D = a.example\ndomainlist local_domains = D : b.example\nhostlist relay_hosts = <; 192.0.2.1 ; ::1\n",
    "the end": "smtp_banner = a\nbegin acl\nerrors_copy:\n  accept\n",
}


class Maker:
    """Random configurations of few names, so that they meet."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.macros, self.used, self.files = [], set(), {}

    def text(self):
        words = ["one", "two", "x", "Y", "${var}", ":", "a.example", *self.macros, "NONE"]
        return self.dice.choice(["", " "]).join(self.dice.choices(words, k=self.dice.randrange(1, 5)))

    def macro(self):
        name = self.dice.choice(["A", "BB", "C_1", "DIR", "Mx", "LONG_NAME"])
        if any(known in name or name in known for known in self.macros if known != name):
            return "# no macro"
        again = name in self.macros
        self.macros.append(name)
        return f"{name} {'==' if again else '='} {self.text()}"

    def setting(self):
        free = [name for name in (*TEXTS, *FLAGS) if name not in self.used]
        if not free:
            return "# nothing"
        name = self.dice.choice(free)
        self.used.add(name)
        if name in FLAGS:
            return self.dice.choice([name, "no_" + name, f"{name} = true"])
        value = self.text()
        if self.dice.random() < 0.3:
            value = value.replace(" ", " \\\n   # comment\n  ", 1)
        return f"{name} = {value}"

    def block(self, depth):
        lines = []
        for _ in range(self.dice.randrange(1, 6)):
            kind = self.dice.random()
            if kind < 0.35:
                lines.append(self.macro() if depth == 0 else self.setting())
            elif kind < 0.65 or depth > 2:
                lines.append(self.setting())
            elif kind < 0.9:
                lines += self.condition(depth)
            else:
                lines.append("  # a comment")
        return lines

    def condition(self, depth):
        name = self.dice.choice(["A", "BB", "XBBX", "C_1", "Mx", "NONE", "NONE A", "_HAVE_TLS"])
        before = set(self.used)
        lines = [self.dice.choice([".ifdef ", ".ifndef "]) + name, *self.block(depth + 1)]
        first, self.used = self.used, set(before)  # only one of the branches holds
        if self.dice.random() < 0.3:
            lines += [".elifdef " + self.dice.choice(["A", "BB", "NONE"]), *self.block(depth + 1)]
            first |= self.used
            self.used = set(before)
        if self.dice.random() < 0.6:
            lines += [".else", *self.block(depth + 1)]
        self.used |= first
        return [*lines, ".endif"]


def lines_of(answer):
    return {name.strip(): value.strip() for name, found, value in
            (line.partition("=") for line in answer.splitlines()) if found}


def ours(path):
    return lines_of(subprocess.run([OURS, path], capture_output=True, text=True, check=True).stdout)


def theirs(exim, path):
    """None where Exim refuses the configuration."""
    wanted = [*TEXTS, *FLAGS, *("+" + name for name in LISTS)]
    done = subprocess.run([exim, "-C", path, "-bP", *wanted], capture_output=True, text=True)
    if "onfiguration error" in done.stdout + done.stderr or "cannot be defined" in done.stdout + done.stderr:
        return None
    found = {}
    for line in done.stdout.splitlines():
        name, is_value, value = line.partition("=")
        name = name.strip()
        if name.startswith(("domainlist ", "hostlist ")):
            name = "+" + name.split()[1]
        if is_value:
            found[name] = value.strip()
        elif name in FLAGS or name.removeprefix("no_") in FLAGS:
            found[name.removeprefix("no_")] = "false" if name.startswith("no_") else "true"
    return found


def difference(mine, real, default):
    """What is set by the file differs from the default, or is not set."""
    for name in (*TEXTS, *FLAGS, *("+" + name for name in LISTS)):
        if mine.get(name, default.get(name, "")) != real.get(name, ""):
            return f"{name}: {mine.get(name)!r} here, {real.get(name)!r} by exim"
    return None


def main():
    exim = shutil.which("exim4") or shutil.which("exim")
    if os.geteuid() != 0 or not exim or not os.access(OURS, os.X_OK):
        print("skipped: needs root, Exim and oracle_exim_config: NOTHING WAS COMPARED")
        return 77
    passed = failed = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = str(Path(folder, "exim.conf"))
        for name, text in (("banner", "smtp_banner = from a file\n"), ("macros", "FROM_FILE = its text\n"),
                           ("tail", " of a file\n"), ("empty.conf", "")):
            Path(folder, name).write_text(text)
        default = theirs(exim, str(Path(folder, "empty.conf")))
        rows = [(name, text.replace("@", folder)) for name, text in BY_HAND.items()]
        rows += [(f"random {seed}", "\n".join(Maker(seed).block(0)) + "\n") for seed in range(400)]
        for name, text in rows:
            Path(path).write_text(text)
            real = theirs(exim, path)
            if real is None:
                refused += 1
                if not name.startswith("random"):
                    print(f"FAIL {name}: exim refuses it")
                    failed += 1
                continue
            wrong = difference(ours(path), real, default)
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"FAIL {name}: {wrong}\n{text}")
    if passed < 200:
        print(f"only {passed} compared, {refused} refused by exim")
        failed += 1
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
