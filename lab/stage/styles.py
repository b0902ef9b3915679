"""How servers differ that log the same things: one row a style."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    name: str
    zone: str                  # the server's, and so that of every stamp without one
    spool: str
    log_file_path: str         # Exim's option
    selector: str
    mail_log: str              # Dovecot's lines (and Exim's, where it logs to syslog)
    mail_log_form: str         # rsyslog's template
    web_log: str               # Apache's, per site where it holds {domain}
    panel: str = ""
    is_split: bool = False
    exim_lines: str = ""       # more of Exim's options
    named_queue: str = ""      # mail of mailboxes waits in this queue of its own
    php_mail_log: bool = False
    rotated: str = "{path}.{n}"  # names of older segments, the newest first; {day} = its last day

    @property
    def main_log(self):
        return self.mail_log if self.log_file_path == "syslog" else self.log_file_path.replace("%s", "main")

    @property
    def reject_log(self):
        return self.mail_log if self.log_file_path == "syslog" else self.log_file_path.replace("%s", "reject")

    @property
    def logs_arguments(self):
        return "+arguments" in self.selector or "+all" in self.selector


DEBIAN = "+smtp_protocol_error +smtp_syntax_error +tls_certificate_verified +tls_peerdn"
CPANEL = ("+arguments +subject +received_recipients +incoming_port +smtp_confirmation +smtp_connection"
          " +smtp_protocol_error +smtp_syntax_error +all_parents +retry_defer")

STYLES = {style.name: style for style in [
    Style("cpanel", "America/New_York", "/var/spool/exim", "/var/log/exim_%slog", CPANEL, "/var/log/maillog",
          "RSYSLOG_TraditionalFileFormat", "/usr/local/apache/domlogs/{account}/{domain}", panel="cpanel",
          is_split=True, php_mail_log=True, rotated="{path}-{day:%Y%m%d}"),
    Style("debian", "Europe/Berlin", "/var/spool/exim4", "/var/log/exim4/%slog", DEBIAN, "/var/log/mail.log",
          "RSYSLOG_FileFormat", "/var/log/apache2/other_vhosts_access.log"),
    Style("full", "Australia/Adelaide", "/var/spool/exim4", "/var/log/exim4/%slog", "+all", "/var/log/mail.log",
          "RSYSLOG_FileFormat", "/var/log/apache2/{domain}-access.log", is_split=True,
          exim_lines="log_timezone = true\nprint_topbitchars = true", named_queue="outgoing", php_mail_log=True),
    Style("syslog", "Asia/Kolkata", "/var/spool/exim4", "syslog", CPANEL, "/var/log/mail.log",
          "RSYSLOG_TraditionalFileFormat", "/var/log/apache2/{domain}-access.log"),
]}
