"""The stage itself: a root file system of one Debian suite under an overlay, addresses of its own, and
programs that run in it. Lives in private namespaces (see lab/play) and ends with them."""
import os
import shutil
import subprocess
from pathlib import Path

# Everything the documentation ranges hold is here, so any client can have an address of its own.
NETWORKS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"]
LONG_AGO = 1_730_000_000  # October 2024: when the sites were made
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
DEVICES = [("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0)]


def run(*argv, **options):
    return subprocess.run([str(a) for a in argv], check=True, **options)


class Machine:
    """`base`: the root file system that lies under the overlay; `history`: folder whose up/ an earlier
    stage wrote, to go on from."""

    def __init__(self, base, history=None):
        self.root = Path("/run/stage")
        self.upper = Path("/run/layers/up")
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
        for folder in (self.root, self.upper, Path("/run/layers/work")):
            folder.mkdir(parents=True)
        if history:
            run("cp", "-a", f"{history}/up/.", self.upper)
        run("mount", "-t", "overlay", "overlay", "-o",
            f"lowerdir={base},upperdir={self.upper},workdir=/run/layers/work", self.root)
        for name in ("run", "tmp", "dev"):
            run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", self.root / name)
        (self.root / "tmp").chmod(0o1777)
        run("mount", "-t", "proc", "proc", self.root / "proc")
        self._make_devices()
        self._make_network()
        self._preload_clock()

    def _make_devices(self):
        for name, major, minor in DEVICES:
            os.mknod(self.root / "dev" / name, 0o020666, os.makedev(major, minor))
            (self.root / "dev" / name).chmod(0o666)
        (self.root / "dev/fd").symlink_to("/proc/self/fd")
        (self.root / "dev/shm").mkdir()
        # Not sticky: libfaketime's semaphores bear the name of a process that may since have become
        # another user (Exim is setuid), who must be able to replace them.
        (self.root / "dev/shm").chmod(0o777)

    @staticmethod
    def _make_network():
        run("ip", "link", "set", "lo", "up")
        for network in NETWORKS:
            run("ip", "route", "add", "local", network, "dev", "lo")
        run("ip", "-6", "route", "add", "local", "2001:db8::/32", "dev", "lo")
        Path("/proc/sys/net/ipv4/ip_nonlocal_bind").write_text("1")
        Path("/proc/sys/net/ipv6/ip_nonlocal_bind").write_text("1")

    def _preload_clock(self):
        found = sorted(self.root.glob("usr/lib/*/faketime/libfaketimeMT.so.1"))
        if not found:
            raise SystemExit("lab: libfaketime is not installed in this suite")
        self.write("/etc/ld.so.preload", "/" + str(found[0].relative_to(self.root)) + "\n")

    def keep_as_history(self, folder):
        """For another stage to go on from; the daemons have stopped."""
        run("umount", "-l", self.root)
        run("cp", "-a", self.upper, folder)

    def stop_faking_time(self):
        (self.root / "etc/ld.so.preload").unlink()

    def path(self, inside):
        return self.root / str(inside).lstrip("/")

    def write(self, inside, text, owner=None, mode=None):
        path = self.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        data = text.encode() if isinstance(text, str) else text
        path.write_bytes(data)
        if owner:
            os.chown(path, *owner)
        if mode is not None:
            path.chmod(mode)
        return path

    def make_folder(self, inside, owner=(0, 0), mode=0o755):
        path = self.path(inside)
        path.mkdir(parents=True, exist_ok=True)
        os.chown(path, *owner)
        path.chmod(mode)

    def copy(self, source, inside, owner):
        """A folder of the lab, given to a user of the stage."""
        target = self.path(inside)
        shutil.copytree(source, target, dirs_exist_ok=True)
        for folder, _, names in os.walk(target):
            for path in [folder, *(os.path.join(folder, name) for name in names)]:
                os.chown(path, *owner)
                executable = os.path.isdir(path) or os.stat(path).st_mode & 0o100
                os.chmod(path, 0o755 if executable else 0o644)
                os.utime(path, (LONG_AGO,) * 2)

    def command(self, *argv, user=None, directory="/", environment=None):
        """What Popen runs to run `argv` inside, with a clean environment."""
        identity = [f"--userspec={user[0]}:{user[1]}", "--groups="] if user else []
        # FAKETIME_DONT_FAKE_MONOTONIC: time-outs are measured at the real pace.
        settings = {"PATH": PATH, "LC_ALL": "C.UTF-8", "FAKETIME_NO_CACHE": "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC": "1", **(environment or {})}
        return ["chroot", *identity, str(self.root), "env", "-i", "-C", directory,
                *(f"{key}={value}" for key, value in settings.items()), *map(str, argv)]

    def run(self, *argv, user=None, directory="/", stdin=b"", check=False, environment=None):
        done = subprocess.run(self.command(*argv, user=user, directory=directory, environment=environment),
                              input=stdin, capture_output=True, timeout=120)
        if check and done.returncode != 0:
            raise SystemExit(f"lab: {' '.join(map(str, argv))} failed:\n"
                             f"{done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
        return done

    def launch(self, *argv, environment=None):
        """A program that puts itself into the background, and may keep the pipes it was given open."""
        words = self.root / "run/launch.out"
        with open(words, "ab") as output:
            done = subprocess.run(self.command(*argv, environment=environment), stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=output, timeout=30)
        if done.returncode != 0:
            raise SystemExit(f"lab: {' '.join(map(str, argv))} failed:\n{words.read_text(errors='replace')[-2000:]}")

    def start(self, *argv, log, user=None):
        """A program that stays in the foreground; its Popen."""
        output = open(self.path(log), "ab")
        return subprocess.Popen(self.command(*argv, user=user), stdin=subprocess.DEVNULL, stdout=output,
                                stderr=output)
