"""HestiaCP's file manager: its log tells neither account nor file; the address that used it made the first request
for the shell, which speaks louder than the time."""
from services import BROWSER
from uploads import SHELL, SITE, expect_shell, shell_server

LOG, VISITOR = "/var/log/hestia/nginx-access.log", "203.0.113.5"


def file_manager(server, address, when, call):
    at = server.moment(when)
    server.log_file(LOG).add(at, f'{address} - - [{server.clock.web(at)}] "POST /fm/?r={call} HTTP/1.1" 200 61 '
                                 f'"https://{server.hostname}:8083/fm/" "{BROWSER}"')


def build(root):
    server = shell_server(root, (1, "14:03:12"), layout="hestia")
    file_manager(server, "203.0.113.6", (1, "14:03:11"), "/getdir")
    file_manager(server, VISITOR, (1, "14:03:10"), "%2Fupload")
    server.request(SITE, VISITOR, (1, "14:03:31"), SHELL)
    expect_shell(server, how="panel_upload", address=VISITOR, at=(1, "14:03:10"), siblings={},
                 says=["perhaps", "an account it does not name", "all but sure"])
    return server
