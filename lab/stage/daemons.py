"""Starts and stops the server's programs, and does to their logs what logrotate does."""
import gzip
import os
import signal
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import estate

WAIT = 15.0  # seconds for a daemon to be there


class Daemons:
    def __init__(self, machine, style):
        self.machine, self.style, self.sink = machine, style, None

    def start(self):
        m = self.machine
        for folder in ("/run/dovecot", "/run/dovecot-state", "/run/apache2", "/run/lock", "/run/vsftpd-empty"):
            m.make_folder(folder)
        self._make_certificate()
        m.launch("rsyslogd", "-f", "/etc/rsyslog-stage.conf", "-i", "/run/rsyslogd.pid")
        m.launch("dovecot", "-c", self._dovecot_settings())
        self._start_web()
        if self.sink is None:
            self.sink = subprocess.Popen(["python3", "-B", estate.LAB / "stage/sink.py"], stdin=subprocess.DEVNULL)
        # Exim reckons the seconds of its message ids from the monotonic clock: it must jump with the other.
        m.launch("/usr/sbin/exim4", "-bd", environment={"FAKETIME_DONT_FAKE_MONOTONIC": "0"})
        self._wait("/run/exim.pid", "/run/dovecot/exim-auth", "/run/apache2.pid", "/run/fpm-lakeside.sock", "/dev/log")

    def stop(self):
        for name in ("exim", "apache2", "php-fpm", "vsftpd"):
            self.stop_by(f"/run/{name}.pid")
        self.machine.run("dovecot", "-c", self._dovecot_settings(), "stop")
        time.sleep(0.2)
        self.stop_by("/run/rsyslogd.pid")

    def _start_web(self):
        fpm = sorted(self.machine.root.glob("usr/sbin/php-fpm*"))[-1].name
        self.machine.launch("apache2", "-f", "/etc/apache2/apache2.conf")
        self.machine.launch(fpm, "-c", "/etc/stage-php/php.ini", "-y", "/etc/stage-php/fpm.conf")

    def start_ftp(self):
        self.machine.start("vsftpd", "/etc/vsftpd.conf", log="/run/vsftpd.out")
        time.sleep(0.3)

    def tick_cron(self, clock, minute):
        """Cron wakes for this full minute (a second before it until it has run its jobs) and stops again:
        left running, it would sleep at the real pace while the stage's clock jumps."""
        clock.jump_to(minute - 0.95)
        cron = self.machine.start("cron", "-f", "-L", "5", log="/run/cron.out")
        # It sleeps a whole second longer than to the minute, and its jobs start then.
        time.sleep(max(0.0, minute - clock.now()) + 1.4)
        # SIGTERM leaves its jobs running, as a stopped cron does.
        cron.send_signal(signal.SIGTERM)
        cron.wait()

    def queue_run(self, *options):
        self.machine.run("/usr/sbin/exim4", "-q", *options)
        if self.style.named_queue:
            self.machine.run("/usr/sbin/exim4", f"-qG{self.style.named_queue}")

    def finish_deliveries(self, limit=0.5):
        """Waits until Exim is alone with its daemon: else a jump of the clock would make a delivery of
        milliseconds last until the next event."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and _count_processes("exim4") > 1:
            time.sleep(0.003)

    def rotate(self, day):
        """As logrotate at midnight after `day`: yesterday's segment stays plain, older ones are packed."""
        for log in self._logs():
            if not log.exists() or log.stat().st_size == 0:
                continue
            if "{n}" in self.style.rotated:
                self._shift_numbers(log)
                log.rename(f"{log}.1")
            else:
                self._pack_dated(log)
                log.rename(self.style.rotated.format(path=log, day=day + timedelta(days=1)))
            if "php_mail" in log.name:  # its writers cannot create it in a folder they do not own
                log.touch()
                log.chmod(0o666)
        os.kill(int(self.machine.path("/run/rsyslogd.pid").read_text()), signal.SIGHUP)
        self.stop_by("/run/apache2.pid")
        self.stop_by("/run/php-fpm.pid")
        self._start_web()

    def _logs(self):
        inside = {self.style.main_log, self.style.reject_log, self.style.mail_log}
        inside |= {self.style.web_log.format(account=a.name, domain=a.domain) for a in estate.ACCOUNTS}
        inside |= {f"{a.home}/logs/php_mail.log" for a in estate.ACCOUNTS if self.style.php_mail_log}
        return [self.machine.path(path) for path in sorted(inside)]

    @staticmethod
    def _shift_numbers(log):
        for number in range(60, 1, -1):
            packed = Path(f"{log}.{number}.gz")
            if packed.exists():
                packed.rename(f"{log}.{number + 1}.gz")
        if (first := Path(f"{log}.1")).exists():
            _pack(first, Path(f"{log}.2.gz"))

    @staticmethod
    def _pack_dated(log):
        for older in log.parent.glob(f"{log.name}-[0-9]*[0-9]"):
            _pack(older, Path(f"{older}.gz"))

    def _make_certificate(self):
        m = self.machine
        if m.path("/etc/exim_tls/server.key").exists():
            return
        m.make_folder("/etc/exim_tls")
        m.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
              "60", "-subj", f"/CN={estate.HOSTNAME}", "-keyout", "/etc/exim_tls/server.key", "-out",
              "/etc/exim_tls/server.crt", check=True)
        m.run("chown", "root:Debian-exim", "/etc/exim_tls/server.key", check=True)
        m.run("chmod", "640", "/etc/exim_tls/server.key", check=True)

    def _dovecot_settings(self):
        version = self.machine.run("dovecot", "--version").stdout.decode().split()[0]
        name = "dovecot-2.4.conf" if version.startswith("2.4") else "dovecot-2.3.conf"
        self.machine.write("/etc/dovecot-stage.conf", estate.fill(name))
        return "/etc/dovecot-stage.conf"

    def stop_by(self, pid_file):
        path = self.machine.path(pid_file)
        if not path.exists():
            return
        pid = int(path.read_text())
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            return
        _until(lambda: not _is_running(pid), f"the end of {pid_file}")
        path.unlink(missing_ok=True)

    def _wait(self, *paths):
        for path in paths:
            _until(lambda p=path: self.machine.path(p).exists(), path)
        _until(lambda: self.machine.path("/run/exim.pid").stat().st_size > 0, "exim's pid")


def _pack(plain, packed):
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    stamp = plain.stat().st_mtime
    os.utime(packed, (stamp, stamp))
    plain.unlink()


def _is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _count_processes(name):
    count = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                with open(f"/proc/{entry.name}/stat") as stat:
                    text = stat.read()
            except (FileNotFoundError, ProcessLookupError):
                continue
            count += text.partition("(")[2].rpartition(")")[0] == name and " Z " not in text
    return count


def _until(holds, what):
    deadline = time.monotonic() + WAIT
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"lab: {what} did not come within {WAIT:.0f} s")
        time.sleep(0.05)
