"""Roundcube as a site of the server's (Debian's packages, SQLite, mod_php), and a browser that uses it.

It speaks to Exim and Dovecot from loopback; who sits behind it only its own logs tell.
"""
import os
import re
import signal
import time
from urllib.parse import urljoin

import clients
from town import Skip

SITE = "webmail.hosting.example"
SETTINGS = """<?php
$config['db_dsnw'] = 'sqlite:////var/lib/roundcube/db/stage.db?mode=0640';
$config['imap_host'] = ['localhost:143'];
$config['smtp_host'] = 'localhost:587';
$config['smtp_user'] = '%u';
$config['smtp_pass'] = '%p';
$config['log_dir'] = '/var/log/roundcube/';
$config['log_logins'] = true;
$config['smtp_log'] = true;
$config['des_key'] = 'stage-stage-stage-stage-';
$config['product_name'] = 'Webmail';
$config['skin'] = 'elastic';
$config['plugins'] = [];
"""
VHOST = """<VirtualHost *:80>
  ServerName {site}
  DocumentRoot /var/lib/roundcube/public_html
  CustomLog {log} {form}
  <FilesMatch "\\.php$">
    SetHandler application/x-httpd-php
  </FilesMatch>
  <Directory /var/lib/roundcube>
    Options FollowSymLinks
    Require all granted
  </Directory>
  <Directory /usr/share/roundcube>
    Options FollowSymLinks
    Require all granted
  </Directory>
</VirtualHost>
"""


def open_site(town, when):
    """The webmail is there from `when` on; a play has to open again what its past opened."""
    if not town.machine.path("/usr/share/roundcube/index.php").exists():
        raise Skip("no Roundcube in this suite: roundcube-core and roundcube-sqlite3 are not installed")
    town.plan(when, _open_site, town)


def _open_site(town):
    machine, style = town.machine, town.style
    web_user = tuple(int(machine.run("id", flag, "www-data", check=True).stdout) for flag in ("-u", "-g"))
    machine.write("/etc/roundcube/config.inc.php", SETTINGS, (0, web_user[1]), 0o640)
    machine.make_folder("/var/lib/roundcube/db", web_user, 0o750)
    machine.make_folder("/var/log/roundcube", web_user, 0o750)
    machine.write(f"/etc/apache2/sites-enabled/{SITE}.conf",
                  VHOST.format(site=SITE, log=style.web_log.format(account="", domain=SITE).replace("//", "/"),
                               form="combined" if "{domain}" in style.web_log else "vhost_combined"))
    os.kill(int(machine.path("/run/apache2.pid").read_text()), signal.SIGHUP)
    time.sleep(0.5)


class Browser:
    """A person (or a thief) at the webmail."""

    def __init__(self, address):
        self.address, self.cookies = address, {}

    def log_in(self, user, password):
        """With the right password; a second time where Dovecot refused the first, as Smtp.log_in_patiently() tells."""
        if not (self._logs_in(user, password) or self._logs_in(user, password)):
            raise AssertionError(f"{user} could not log in at the webmail")

    def _logs_in(self, user, password):
        self.cookies.clear()
        token = self._find(r'name="_token" value="([^"]+)"', self._ask("/?_task=login"))
        self._ask("/?_task=login", {"_token": token, "_task": "login", "_action": "login", "_timezone": "_default_",
                                    "_url": "", "_user": user, "_pass": password})
        return self.cookies.get("roundcube_sessauth", "-del-") != "-del-"

    def send(self, to, subject, text):
        """A second time where Dovecot refused the webmail's own login, as in log_in()."""
        reply = self._sends(to, subject, text)
        if "SMTP Error (535)" in reply:
            reply = self._sends(to, subject, text)
        if "sent_successfully" not in reply:
            raise AssertionError(f"the webmail did not send: {reply[-600:]}")

    def _sends(self, to, subject, text):
        page = self._ask("/?_task=mail&_action=compose")
        form = {"_token": self._find(r'"request_token":"([^"]+)"', page), "_task": "mail", "_action": "send",
                "_id": self._find(r'"compose_id":"([^"]+)"', page), "_attachments": "", "_draft_saveid": "", "_draft": "",
                "_from": self._find(r'<select name="_from".*?<option value="(\d+)"', page), "_to": ", ".join(to),
                "_cc": "", "_bcc": "", "_subject": subject, "_is_html": "0", "_framed": "1", "_store_target": "",
                "_message": text}
        return self._ask("/?_task=mail&_unlock=loading1&_framed=1&_lang=en", form)

    def log_out(self):
        self.cookies.clear()  # as people do: they close the window

    def _ask(self, path, form=None):
        """The page in the end: a browser follows where it is sent and keeps its cookies."""
        for _ in range(4):
            cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
            status, headers, body = clients.web(self.address, SITE, path, form=form, headers={"Cookie": cookie})
            for line in headers.get_all("Set-Cookie") or []:
                key, _, value = line.partition(";")[0].partition("=")
                self.cookies[key.strip()] = value
            if status not in (301, 302):
                return body.decode(errors="replace")
            path, form = urljoin(path, headers["Location"]), None
        raise AssertionError(f"the webmail sends its visitor round and round: {path}")

    @staticmethod
    def _find(pattern, page):
        found = re.search(pattern, page, re.DOTALL)
        if not found:
            raise AssertionError(f"the webmail's page has no {pattern}: {page[:400]}")
        return found[1]


def sit_down(address, login, letters):
    """Logs in, sends the letters (to, subject, text), leaves."""
    browser = Browser(address)
    browser.log_in(*login)
    for letter in letters:
        browser.send(*letter)
    browser.log_out()
