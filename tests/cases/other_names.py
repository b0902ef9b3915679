"""Another case's server under other names: every domain, mailbox, account and address of its tree is replaced by another one,
consistently, so that who is kin to whom stays as it was.

Names are spelled letter by letter, each letter always by the same one or two others: what begins, ends or contains another
name does so still. The tree is changed where it lies: a file keeps its inode, times, mode and owner."""
import bz2
import gzip
import ipaddress
import lzma
import os
import re
import zlib

OTHER_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz",
                         "or b d k i f g ch u n l t z m a qu x r v p e w c j y s".split()))
ENDINGS = ("co.uk", "com.br", "de", "net", "xn--p1ai", "org", "it", "online")
ROLES = {"postmaster", "mailer-daemon", "root", "nobody", "cpanel"}
LISTS_TASKS = {"bounces", "request", "owner", "admin", "outgoing", "outgoer"}
SYSTEM_USERS = {"vmail", "opendmarc", "dns"}
KEPT_NETWORKS = [ipaddress.ip_network(text) for text in (
    "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "224.0.0.0/3",
    # content networks, which a scan knows by their ranges
    "172.64.0.0/13", "104.16.0.0/12", "162.158.0.0/15", "173.245.48.0/20")]
PACKED = {".gz": (gzip.decompress, lambda data: gzip.compress(data, mtime=0)), ".xz": (lzma.decompress, lzma.compress),
          ".bz2": (bz2.decompress, bz2.compress)}


def spelled_otherwise(word):
    return "".join(OTHER_LETTERS.get(c, OTHER_LETTERS.get(c.lower(), c).upper() if c.isalpha() else c) for c in word)


class OtherNames:
    """`names`, `addresses`: what is changed; `six`: every IPv4 address becomes an IPv6 one; `fresh`: also ids of messages, of
    sessions and of users, so that both servers can be one, of the host's name and address that the first has."""

    def __init__(self, server, names=True, addresses=True, six=False, fresh=False):
        self.names, self.addresses, self.six, self.fresh = names, addresses, six, fresh
        self.kept = {server.hostname.split(".")[-2] + ".example", server.address} if fresh else set()
        self.moved = {}
        accounts = sorted(set(server.accounts) - SYSTEM_USERS - ROLES, key=len, reverse=True)
        account = "|".join(map(re.escape, accounts)) or "(?!)"
        domain = r"(?<!%)(?<!%4)[A-Za-z0-9-]+\.(?:example|EXAMPLE)(?![A-Za-z0-9])"
        self.pattern = re.compile(
            rf"(?P<bare>[A-Za-z0-9._+-]+)(?P<open> <)(?P=bare)(?=@[A-Za-z0-9.-]+\.example)"  # local deliveries name it twice
            rf"|(?P<local>[A-Za-z0-9._+-]+)(?=(?:@|%40)(?:[A-Za-z0-9-]+\.)*{domain})"
            rf"|(?P<tagged>[A-Za-z0-9._+-]+)(?==(?:[A-Za-z0-9-]+\.)*{domain}@)"     # reader=there.example@here.example
            rf"|(?P<domain>{domain})"
            rf"|(?<=\.example/)(?P<box>[a-z0-9.]+)(?=[/:\s]|$)"
            rf"|(?<![\w.-])(?P<account>{account})(?![A-Za-z0-9])"
            rf"|(?<![\w./])(?P<four>\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}})(?!\d)"
            rf"|(?<![\w-])(?P<dashed>\d{{1,3}}-\d{{1,3}}-\d{{1,3}}-\d{{1,3}})(?![\w-])"
            r"|(?P<sixes>2001:0?db8:)"
            + (r"|(?<![A-Za-z0-9])(?P<id>[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4}))(?![0-9A-Za-z])"
               r"|(?<=session=<)(?P<session>[^>]+)|(?<=\d \[)(?P<pid>\d+)(?=\] )" if fresh else ""), re.MULTILINE)
        self.boxes = {box for a in server.accounts.values() for box, _ in a.boxes}

    # ---- one text

    def text(self, text):
        return self.pattern.sub(self.replaced, text)

    def replaced(self, match):
        kind, found = match.lastgroup, match.group(0)
        if kind == "open":
            word = self.local(match["bare"])
            return f"{word}{match['open']}{word}"
        if kind == "box" and found not in self.boxes:
            return found
        return getattr(self, {"box": "local", "tagged": "local"}.get(kind, kind))(found)

    def local(self, word):
        if self.fresh and re.fullmatch(r"[0-9a-f]{12,}", word):
            return word.translate(str.maketrans("0123456789abcdef", "f0123456789abcde"))
        if self.fresh and re.fullmatch(r"E\w{6}-\w{6,11}-\w{2,4}", word):
            return "E" + self.id(word[1:])
        is_made = re.fullmatch(r"[0-9a-f]{12,}|E?\w{6}-\w{6,11}-\w{2,4}", word)   # of a Message-ID
        if not self.names or is_made or word.lower() in ROLES:
            return word
        return re.sub("[A-Za-z]+", lambda run: run[0] if run[0] in LISTS_TASKS else spelled_otherwise(run[0]), word)

    def id(self, text):
        """Of a process with another number: 62 to the third more."""
        second, pid, fraction = text.split("-")
        return f"{second}-{pid[:-4]}{'1' if pid[-4] == '0' else '2'}{pid[-3:]}-{fraction}"

    def session(self, text):
        return text.swapcase()

    def pid(self, text):
        return str(int(text) + 62 ** 3)

    def account(self, word):
        return spelled_otherwise(word) if self.names else word

    def domain(self, name):
        label = name.rpartition(".")[0]
        if not self.names or name.lower() in self.kept:
            return name
        ending = ENDINGS[zlib.crc32(label.lower().encode()) % len(ENDINGS)]
        return f"{spelled_otherwise(label)}.{ending.upper() if name.endswith('E') else ending}"

    def four(self, text):
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return text
        if not self.addresses or text in self.kept or any(address in network for network in KEPT_NETWORKS):
            return text
        a, b, c, d = text.split(".")
        first, second = self.moved_to(f"{a}.{b}")
        if self.six:
            return f"2a0{first % 10}:{first * 256 + second:x}:{int(c) + 1:x}:{int(d) + 1:x}::{int(d) + 1:x}"
        return f"{first}.{second}.{c}.{d}"

    def dashed(self, text):
        moved = self.four(text.replace("-", "."))
        return text if ":" in moved else moved.replace(".", "-")

    def sixes(self, text):
        return "2a02:c207:" if self.addresses else text

    def moved_to(self, sixteen):
        """Where a /16 goes: the same in all runs, no two to one place."""
        at = zlib.crc32(sixteen.encode())
        while self.moved.setdefault(at % (60 * 256), sixteen) != sixteen:
            at += 1
        return 31 + at % (60 * 256) // 256, at % 256

    # ---- a tree

    def change(self, root):
        seen = set()
        for folder, folders, files in os.walk(root, topdown=False):
            times = os.stat(folder)
            for name in files + folders:
                self.change_entry(os.path.join(folder, name), folder, name, seen)
            os.utime(folder, ns=(times.st_atime_ns, times.st_mtime_ns))

    def change_entry(self, path, folder, name, seen):
        if os.path.islink(path):
            target = os.readlink(path)
            os.unlink(path)
            os.symlink(self.text(target), os.path.join(folder, self.file_name(name, path)))
            return
        if os.path.isfile(path):
            state = os.stat(path)
            if state.st_ino not in seen:
                seen.add(state.st_ino)
                self.change_file(path)
                os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        new = self.file_name(name, path)
        if new != name:
            os.rename(path, os.path.join(folder, new))

    def file_name(self, name, path):
        inside_domain = self.pattern.search(f"{os.path.basename(os.path.dirname(path))}/{name}")
        if inside_domain and os.path.dirname(path).endswith(".example") and name in self.boxes:
            return self.local(name)
        return self.text(name)

    def change_file(self, path):
        if path.endswith("/etc/localtime"):
            return
        with open(path, "rb") as file:
            raw = file.read()
        unpack, pack = PACKED.get(os.path.splitext(path)[1], (bytes, bytes))
        whole = unpack(raw)
        changed = self.header_file(whole) if path.endswith("-H") else self.raw(whole, path)
        if changed != whole:
            with open(path, "r+b") as file:
                file.write(pack(changed))
                file.truncate()

    def raw(self, data, path=""):
        text = self.text(data.decode("utf-8", "surrogateescape"))
        if os.path.basename(path) in ("passwd", "shadow") and re.search(r"\.example/\w+$|/virtual/", path):
            text = re.sub(r"^([^:\n]+):", lambda m: f"{self.local(m[1])}:", text, flags=re.MULTILINE)
        if self.fresh and (os.path.basename(path) in ("passwd", "group") or path.endswith("-H")):
            text = re.sub(r"(?<![\d.])20(\d\d)(?=[: ]|$)(?!:0?db8)", r"26\1", text, flags=re.MULTILINE)
        return text.encode("utf-8", "surrogateescape")

    def header_file(self, data):
        """A spool's -H: each header has its length in front."""
        envelope, gap, rest = data.partition(b"\n\n")
        made = self.raw(envelope, "-H") + gap
        while head := re.match(rb"(\d{3,})(.) ", rest):
            end = head.end() + int(head[1])
            header = self.raw(rest[head.end():end])
            made += b"%03d%s " % (len(header), head[2]) + header
            rest = rest[end:]
        return made + self.raw(rest)
